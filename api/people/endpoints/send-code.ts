import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { maskPhone } from '#platform/personal.ts';

// Known or unknown, a phone gets the same answer: nobody can find out who is a customer.
export const sendCode = endpoint(http.sendCode, async ({ deps, body, req }) => {
  const { phone } = body;
  const address = req.ip ?? 'unknown';
  await deps.codeLimits.sending({ phone, address }, () => deps.login.sendCode(phone));
  return { sentTo: maskPhone(phone) };
});
