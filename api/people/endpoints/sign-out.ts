import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';

export const signOut = endpoint(http.signOut, async ({ deps, req, res }) => {
  await deps.login.signOut(req, res);
  return { ok: true as const };
});
