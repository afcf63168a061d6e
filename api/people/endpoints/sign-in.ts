import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { presentMe } from '../reads/present-me.ts';

export const signIn = endpoint(http.signIn, async ({ deps, body, req, res }) => {
  const { token, reader } = await deps.login.signIn({ ...body, req, res });
  return { token, me: await presentMe({ database: deps.database, reader }) };
});
