import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { helperHere } from '../../reads/helper-here.ts';
import { setCertificate as write } from '../../writes/set-certificate.ts';
import { tellUnfit } from '../../writes/tell-unfit.ts';

export const setCertificate = endpoint(http.setCertificate, async ({ deps, reader, params, body }) => {
  const { helperId, skill } = params;
  await helperHere({ database: deps.database, reader, helperId });
  const told = await deps.database.$transaction((tx) =>
    write({ tx, actorId: reader.id, helperId, skill, body }),
  );
  if (told.length > 0) await tellUnfit({ deps, helperId });
  return { ok: true as const, told };
});
