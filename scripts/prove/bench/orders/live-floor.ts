import type { HappyShape } from './happy-shape.ts';
import { plainFetch } from './plain-fetch.ts';

/** The tables of `bench -- orders --floor`, in a schema of their own. */
export const FLOOR_TABLES = `
  DROP SCHEMA IF EXISTS floor CASCADE;
  CREATE SCHEMA floor;
  CREATE TABLE floor.ordered (id text PRIMARY KEY, customer_id uuid NOT NULL, version int NOT NULL, told timestamptz);
  CREATE TABLE floor.happened (key text PRIMARY KEY, order_id text NOT NULL, version int NOT NULL, at timestamptz NOT NULL DEFAULT now());
  GRANT USAGE ON SCHEMA floor TO PUBLIC;
  GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA floor TO PUBLIC;`;
export const DROP_FLOOR = 'DROP SCHEMA IF EXISTS floor CASCADE';

/** Requests of a happy order that only read: the order (four times) and the agreement (twice). */
const READS = 6;

/** One order of the floor with as many requests as a happy order; returns its workflow id. */
export async function liveFloor(input: {
  url: string;
  token: string;
  shape: HappyShape;
  orderId: string;
}): Promise<string> {
  const { url, token, shape, orderId } = input;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (path: string, body?: object) => {
    const sent = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
    const response = await plainFetch(`${url}${path}`, sent);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(await response.json())}`);
    await response.json();
  };
  await ask('/orders', { orderId, updates: shape.updates, activities: shape.activities });
  for (let n = 0; n < shape.updates; n += 1) {
    if (n < READS) await ask(`/orders/${orderId}`);
    if (n === shape.updates - 1) await ask(`/orders/${orderId}/payments`, {});
    await ask(`/orders/${orderId}/steps`, { note: 'so it was done' });
  }
  return orderId;
}
