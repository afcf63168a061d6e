import type pg from 'pg';

/** Whose lists become long. */
export interface Owners {
  customerId: string;
  helperId: string;
}

/** Every so many orders are those of one customer and one helper. */
const SHARE = 100;

/** Orders of a whole year, written as rows: nobody lives them, and no workflow waits for them. */
export async function seedLists(input: {
  database: pg.Client;
  owners: Owners;
  closed: number;
  open: number;
  notices: number;
}): Promise<void> {
  const { database, owners, closed, open, notices } = input;
  const { customerId, helperId } = owners;
  const orders = `
    INSERT INTO "order" (id, version, stage, ending, waiting_for, deadline, needs_ops, needs_ops_reason, city, district,
      service_code, quantity, window_start, window_end, minutes, customer_id, helper_id, policy_key, policy, settlement,
      placed_by, body_hash, created_at, updated_at, closed_at, workflow_started)
    SELECT 'JZ' || to_char(at, 'YYMMDD') || '-' || translate(upper(lpad(to_hex(n + $1::int), 8, '0')), '0189', 'GHIJ'), 9,
      CASE WHEN $2 THEN 'closed' ELSE 'matching' END, CASE WHEN $2 THEN 'completed' END,
      CASE WHEN NOT $2 THEN 'ops' END, CASE WHEN NOT $2 THEN now() + n % 500 * interval '1 minute' + interval '1 day' END,
      NOT $2 AND n % 5 = 0, CASE WHEN NOT $2 AND n % 5 = 0 THEN 'noMatch' END, 'zibo', '370303', 'dailyCleaning', 2,
      at + interval '1 day', at + interval '2 days', 120,
      CASE WHEN n % ${SHARE} = 0 THEN $3::uuid ELSE gen_random_uuid() END,
      CASE WHEN n % ${SHARE} = 0 THEN $4::uuid END, 'standard', (SELECT body FROM policy WHERE key = 'standard' LIMIT 1),
      CASE WHEN $2 THEN 'paid' ELSE 'none' END, $3::uuid, 'seeded', at, at, CASE WHEN $2 THEN at END, true
    FROM (SELECT n, timestamptz '2026-01-01' + n * interval '1 day' * 360 / $5::float8 AS at
      FROM generate_series(1, $5::int) AS n) AS numbers`;
  await database.query(orders, [0, true, customerId, helperId, closed]);
  await database.query(orders, [closed, false, customerId, helperId, open]);
  await database.query(
    `INSERT INTO notice (id, key, person_id, template, params, due_at, created_at)
    SELECT gen_random_uuid(), 'seeded:' || n, $1::uuid, 'opsCaseOverdue', '{"kind": "general"}',
      now() - n * interval '1 minute', now() - n * interval '1 minute' FROM generate_series(1, $2::int) AS n`,
    [customerId, notices],
  );
  await database.query('ANALYZE');
}
