import { type Answer, isErrorCode } from '#contracts/errors.ts';
import type { Database } from '#platform/database.ts';
import type { Target } from './target.ts';

/** The stored answer of this message's transition, for when the workflow can no longer be queried. */
export async function storedAnswer(input: {
  database: Pick<Database, 'models'>;
  target: Pick<Target, 'subject' | 'id'>;
  cause: string;
}): Promise<Answer | null> {
  const { database, target, cause } = input;
  const { transition, orderEvent, subjectEvent } = database.models;
  const { subject, id } = target;
  const ofSubject = { subject, subjectId: id, cause };
  const where = subject === 'order' ? { orderId: id, cause } : ofSubject;
  const done = await transition.findFirst({ where, orderBy: { at: 'asc' } });
  if (!done) return null;
  const result = done.result as { ok?: boolean; code?: string; alternatives?: string[]; from?: string };
  if (result.ok === false && isErrorCode(result.code)) {
    return {
      ok: false,
      code: result.code,
      ...(result.alternatives ? { alternatives: result.alternatives } : {}),
      ...(result.from ? { from: result.from } : {}),
    };
  }
  const newest = { orderBy: { id: 'desc' as const }, select: { version: true } };
  const event =
    subject === 'order'
      ? await orderEvent.findFirst({ where: { orderId: id, cause }, ...newest })
      : await subjectEvent.findFirst({ where: ofSubject, ...newest });
  return { ok: true, version: event?.version ?? 0 };
}
