import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer } from '../../keep-answer.ts';
import { findOrder } from '../../reads/find-order.ts';
import { makeSigningCode, tellSigningCode } from '../../writes/make-signing-code.ts';

export const sendSigningCode = endpoint(http.sendSigningCode, async ({ deps, reader, keyed, params }) => {
  const order = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  const code = { deps, reader, id: keyed.rowId };
  const answer = await keepAnswer({
    database: deps.database,
    keyed,
    work: (tx) => makeSigningCode({ ...code, tx, order }),
  });
  await tellSigningCode(code);
  return answer;
});
