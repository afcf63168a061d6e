import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { agreementView } from '../reads/agreement-view.ts';

export const agreement = endpoint(http.agreement, ({ deps, reader, params }) =>
  agreementView({ database: deps.database, reader, orderId: params.orderId }),
);
