import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { likeText } from '../reads/like-text.ts';

export const outbox = endpoint(http.outbox, async ({ deps, query }) => {
  const where = query.to ? { to: { endsWith: likeText(query.to.replace(/^\+?86(?=1)/, '')) } } : {};
  const rows = await deps.database.models.outbox.findMany({ where, orderBy: { at: 'desc' }, take: 200 });
  return { messages: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
});
