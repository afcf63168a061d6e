import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { removeLeave as write } from '../writes/remove-leave.ts';

export const removeLeave = endpoint(http.removeLeave, async ({ deps, reader, params }) => {
  await deps.database.transaction((tx) => write({ tx, helperId: reader.id, leaveId: params.leaveId }));
  return { ok: true as const };
});
