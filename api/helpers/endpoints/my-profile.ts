import { endpoint } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';

export const myProfile = endpoint(http.myProfile, async ({ deps, reader }) => {
  const helper = await deps.database.models.helper.findUnique({ where: { id: reader.id } });
  if (!helper) throw new Refused('NotFound');
  const { displayName, autoAccept, level, dialects, brands, habits } = helper;
  return { displayName, autoAccept, level, traits: { dialects, brands, habits } };
});
