import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';

export const setLocale = endpoint(http.setLocale, async ({ deps, reader, body }) => {
  await deps.database.models.person.update({ where: { id: reader.id }, data: { locale: body.locale } });
  return { ok: true as const };
});
