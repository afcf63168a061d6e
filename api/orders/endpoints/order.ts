import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { orderView } from '../reads/order-view.ts';

export const order = endpoint(http.order, ({ deps, reader, params }) =>
  orderView({ deps, reader, orderId: params.orderId }),
);
