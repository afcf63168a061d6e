import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer } from '../../keep-answer.ts';
import { findOrder } from '../../reads/find-order.ts';
import { makeSigningCode } from '../../writes/make-signing-code.ts';

export const sendSigningCode = endpoint(http.sendSigningCode, async ({ deps, reader, keyed, params }) => {
  const order = await findOrder({ database: deps.database, reader, orderId: params.orderId });
  return keepAnswer({
    database: deps.database,
    keyed,
    work: (tx) => makeSigningCode({ deps, tx, reader, order, id: keyed.rowId }),
  });
});
