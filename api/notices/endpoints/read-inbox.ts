import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';

// A repetition has no further effect: no key needed.
export const readInbox = endpoint(http.readInbox, async ({ deps, reader, body: { orderId } }) => {
  const now = new Date();
  const where = { personId: reader.id, readAt: null, dueAt: { lte: now }, ...(orderId ? { orderId } : {}) };
  await deps.database.models.notice.updateMany({ where, data: { readAt: now } });
  return { ok: true as const };
});
