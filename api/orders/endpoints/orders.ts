import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { myOrders } from '../reads/my-orders.ts';

export const orders = endpoint(http.orders, ({ deps, reader, query }) => myOrders({ deps, reader, query }));
