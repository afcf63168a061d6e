import type { Request, Response } from 'express';
import { ERRORS, type ErrorCode } from '#contracts/errors.ts';
import type { Problem } from '#contracts/problem.ts';
import type { RefusedMore } from './refused.ts';

/** Sends an RFC 9457 problem document in the reader's language. */
export function sendProblem(req: Request, res: Response, code: ErrorCode, more: RefusedMore = {}): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const row: { http: number; zh: string; en: string; retry?: boolean } = ERRORS[code];
  const english = req.acceptsLanguages('zh-CN', 'zh', 'en') === 'en';
  const wait = Number(more.headers?.['retry-after']);
  const problem: Problem = {
    type: `/api/docs#${code}`,
    title: english ? row.en : row.zh,
    status: row.http,
    code,
    ...(more.detail ? { detail: more.detail } : {}),
    ...(req.id ? { instance: `urn:uuid:${String(req.id)}` } : {}),
    ...(more.fields ? { fields: more.fields } : {}),
    ...(more.alternatives ? { alternatives: more.alternatives } : {}),
    ...(wait > 0 ? { retryAfter: wait } : {}),
    ...(more.from ? { from: more.from } : {}),
    ...(more.conflicts ? { conflicts: more.conflicts } : {}),
  };
  for (const [name, value] of Object.entries(more.headers ?? {})) res.setHeader(name, value);
  if (row.retry && !res.hasHeader('retry-after')) res.setHeader('retry-after', '1');
  res.setHeader('cache-control', 'no-store');
  res.setHeader('vary', 'accept-language');
  res.status(row.http).type('application/problem+json').send(JSON.stringify(problem));
}
