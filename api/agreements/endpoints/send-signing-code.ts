import { findOrder } from '#api/access/find-order.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import { http } from '#contracts/http.ts';
import { maskPhone } from '#platform/personal.ts';
import { makeSigningCode, tellSigningCode } from '../writes/make-signing-code.ts';

export const sendSigningCode = endpoint(http.sendSigningCode, async ({ deps, reader, keyed, params }) => {
  const order = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  const code = { deps, reader, id: keyed.rowId };
  let phone: string | undefined;
  const answer = await keepAnswer({
    database: deps.database,
    keyed,
    work: async (tx) => {
      phone = await makeSigningCode({ ...code, tx, order });
      return { sentTo: maskPhone(phone) };
    },
  });
  await tellSigningCode(code, phone);
  return answer;
});
