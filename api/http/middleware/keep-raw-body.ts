import type { IncomingMessage } from 'node:http';

const raw = new WeakMap<IncomingMessage, string>();

/** The gateway signs the bytes it sent: they are kept for its endpoint only. */
export function keepRawBody(req: IncomingMessage, _res: unknown, bytes: Buffer): void {
  const url = (req as { originalUrl?: string }).originalUrl ?? req.url ?? '';
  if (url.startsWith('/api/v1/gateway/')) raw.set(req, bytes.toString('utf8'));
}

export const rawBodyOf = (req: IncomingMessage): string => raw.get(req) ?? '';
