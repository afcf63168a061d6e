import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer } from '../../keep-answer.ts';
import { waiveFee as write } from '../../writes/waive-fee.ts';

export const waiveFee = endpoint(http.waiveFee, ({ deps, reader, keyed, params, body }) =>
  keepAnswer({
    database: deps.database,
    keyed,
    work: (tx) => write({ tx, reader, keyed, orderId: params.orderId, body }),
  }),
);
