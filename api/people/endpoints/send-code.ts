import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { maskPhone } from '#platform/personal.ts';

// Known or unknown, a phone gets the same answer: nobody can find out who is a customer.
export const sendCode = endpoint(http.sendCode, async ({ deps, body }) => {
  await deps.login.sendCode(body.phone);
  return { sentTo: maskPhone(body.phone) };
});
