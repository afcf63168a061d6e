import { endpoint } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';
import { presentMe } from '../reads/present-me.ts';

export const signIn = endpoint(http.signIn, async ({ deps, body, req, res }) => {
  const { phone } = body;
  const { token, reader } = await deps.codeLimits.guessing(
    {
      phone,
      address: req.ip ?? 'unknown',
      codeId: await deps.login.codeIdOf(phone),
      isWrong: (error) => error instanceof Refused && error.code === 'WrongCode',
    },
    () => deps.login.signIn({ ...body, req, res }),
  );
  return { token, me: await presentMe({ database: deps.database, reader }) };
});
