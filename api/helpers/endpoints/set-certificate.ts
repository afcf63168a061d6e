import { helperHere } from '#api/access/helper-here.ts';
import { tellUnfit } from '#api/calendars/writes/tell-unfit.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { setCertificate as write } from '../writes/set-certificate.ts';

export const setCertificate = endpoint(http.setCertificate, async ({ deps, reader, params, body }) => {
  const { helperId, skill } = params;
  await helperHere({ database: deps.database, reader, helperId });
  const told = await deps.database.transaction((tx) =>
    write({ tx, actorId: reader.id, helperId, skill, body }),
  );
  if (told.length > 0) await tellUnfit({ deps, helperId });
  return { ok: true as const, told };
});
