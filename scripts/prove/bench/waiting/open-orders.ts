import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { startOfStored } from '#activities/orders/start-order.ts';
import { TASK_QUEUE } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { inTurn } from '../in-turn.ts';

const AT_A_TIME = 40;

/**
 * Opens orders by copying the rows of one and starting their workflows as the API does, without HTTP: twenty thousand
 * inquiries by telephone would take hours. Returns their numbers.
 */
export async function openOrders(input: {
  owner: pg.Client;
  database: Database;
  client: Client;
  template: string;
  from: number;
  to: number;
}): Promise<string[]> {
  const { owner, database, client, template, from, to } = input;
  const id = `'JZ260101-' || translate(lpad(to_hex(n), 8, '0'), '0189', 'ghij')`;
  const upper = `upper(${id})`;
  await owner.query('BEGIN');
  await copyRows(owner, { table: '"order"', column: 'id', id: upper, template, from, to });
  await copyRows(owner, { table: 'inquiry', column: 'order_id', id: upper, template, from, to });
  const event = 'order_id, version, kind, payload, actor_id, role, verified, cause, at';
  await owner.query(
    `INSERT INTO order_event (${event}) SELECT ${event.replace('order_id', upper)}
     FROM order_event, generate_series($2::int, $3::int - 1) n WHERE order_id = $1 AND version = 0`,
    [template, from, to],
  );
  await owner.query('COMMIT');
  const { rows } = await owner.query<{ id: string }>(
    `SELECT ${upper} AS id FROM generate_series($1::int, $2::int - 1) n`,
    [from, to],
  );
  const ids = rows.map((row) => row.id);
  await inTurn(ids.length, AT_A_TIME, async (n) => {
    const request = await startOfStored({ database, orderId: ids[n]!, taskQueue: TASK_QUEUE });
    await client.workflow.start(request!.workflow, request!.options);
  });
  return ids;
}

async function copyRows(
  owner: pg.Client,
  input: { table: string; column: string; id: string; template: string; from: number; to: number },
): Promise<void> {
  const { table, column, id, template, from, to } = input;
  const { rows } = await owner.query<{ name: string }>(
    `SELECT quote_ident(attname) AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  const columns = rows.map(({ name }) => name);
  const fresh: Record<string, string> = {
    [column]: id,
    // As when the inquiry was stored; the workflow moves it on.
    ...(table === '"order"'
      ? { version: '0', workflow_started: 'true', needs_ops: 'false', deadline: 'NULL' }
      : {}),
  };
  await owner.query(
    `INSERT INTO ${table} (${columns.join(', ')})
     SELECT ${columns.map((name) => fresh[name] ?? name).join(', ')}
     FROM ${table}, generate_series($2::int, $3::int - 1) n WHERE ${column} = $1`,
    [template, from, to],
  );
}
