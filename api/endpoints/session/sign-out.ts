import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';

export const signOut = endpoint(http.signOut, async ({ deps, req, res }) => {
  await deps.login.signOut(req, res);
  return { ok: true as const };
});
