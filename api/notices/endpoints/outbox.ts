import { endpoint } from '#api/http/endpoint.ts';
import { likeText } from '#api/http/like-text.ts';
import { http } from '#contracts/http.ts';
import { digitsOf } from '#contracts/typed/digits.ts';

export const outbox = endpoint(http.outbox, async ({ deps, query }) => {
  const digits = query.to && digitsOf(query.to).replace(/^(00)?86(?=1)/, '');
  const where = digits ? { to: { endsWith: digits } } : query.to ? { to: likeText(query.to) } : {};
  const rows = await deps.database.models.outbox.findMany({ where, orderBy: { at: 'desc' }, take: 200 });
  return { messages: rows.map((row) => ({ ...row, at: row.at.toISOString() })) };
});
