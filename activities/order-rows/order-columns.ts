import { type Statement, sql } from '#platform/sql.ts';
import type { Order } from '#prisma/generated/client.ts';

interface Column {
  name: string;
  /** For a value that PostgreSQL would not take for the column's type by itself. */
  cast?: 'uuid' | 'jsonb';
  /** Its use: `moves` is read and written by transitions, `known` only read, `stored` not used by them. */
  use: 'moves' | 'known' | 'stored';
}

/** All columns of table "order" by their fields. Every statement that reads or writes a whole row is made from this list. */
const COLUMNS = {
  id: { name: 'id', use: 'known' },
  version: { name: 'version', use: 'moves' },
  stage: { name: 'stage', use: 'moves' },
  ending: { name: 'ending', use: 'moves' },
  waitingFor: { name: 'waiting_for', use: 'moves' },
  deadline: { name: 'deadline', use: 'moves' },
  needsOps: { name: 'needs_ops', use: 'moves' },
  needsOpsReason: { name: 'needs_ops_reason', use: 'moves' },
  city: { name: 'city', use: 'known' },
  district: { name: 'district', use: 'known' },
  serviceCode: { name: 'service_code', use: 'known' },
  quantity: { name: 'quantity', use: 'moves' },
  minutes: { name: 'minutes', use: 'moves' },
  windowStart: { name: 'window_start', use: 'moves' },
  windowEnd: { name: 'window_end', use: 'moves' },
  customerId: { name: 'customer_id', cast: 'uuid', use: 'known' },
  helperId: { name: 'helper_id', cast: 'uuid', use: 'moves' },
  policyKey: { name: 'policy_key', use: 'stored' },
  policy: { name: 'policy', cast: 'jsonb', use: 'known' },
  round: { name: 'round', use: 'moves' },
  rematchCount: { name: 'rematch_count', use: 'moves' },
  startsAt: { name: 'starts_at', use: 'moves' },
  endsAt: { name: 'ends_at', use: 'moves' },
  totalFen: { name: 'total_fen', use: 'moves' },
  settlement: { name: 'settlement', use: 'moves' },
  clockShiftMs: { name: 'clock_shift_ms', use: 'moves' },
  closedAt: { name: 'closed_at', use: 'moves' },
  placedBy: { name: 'placed_by', cast: 'uuid', use: 'stored' },
  bodyHash: { name: 'body_hash', use: 'stored' },
  createdAt: { name: 'created_at', use: 'stored' },
  updatedAt: { name: 'updated_at', use: 'stored' },
  workflowStarted: { name: 'workflow_started', use: 'stored' },
} as const satisfies Record<keyof Order, Column>;

type Columns = typeof COLUMNS;
export type OrderField = keyof Columns;
/** The fields of an order that a transition reads. */
export type KnownField = { [F in OrderField]: Columns[F]['use'] extends 'stored' ? never : F }[OrderField];
/** The fields of an order that a transition writes. */
export type MovingField = { [F in OrderField]: Columns[F]['use'] extends 'moves' ? F : never }[OrderField];

const fields = Object.entries<Column>(COLUMNS) as [OrderField, Column][];

const select = (uses: Column['use'][]): Statement =>
  sql.raw(
    fields
      .filter(([, { use }]) => uses.includes(use))
      .map(([field, { name }]) => `o.${name} AS "${field}"`)
      .join(', '),
  );
/** What a transition reads of table "order" as o, named by field. */
export const KNOWN_COLUMNS = select(['moves', 'known']);
/** A whole row of table "order" as o, with the names and types that Prisma gives it. */
export const ALL_COLUMNS = select(['moves', 'known', 'stored']);

/** `version = …, stage = …, …` with everything a transition may change. */
export function assignments(row: Record<MovingField, unknown>): Statement {
  const moving = fields.filter(([, { use }]) => use === 'moves') as [MovingField, Column][];
  return sql.join(
    moving.map(([field, column]) => sql`${sql.raw(column.name)} = ${valueSql(row[field], column)}`),
  );
}

/** `(id, stage, …) VALUES (…)` of a first row; fields that are left out get the column's default. */
export function firstValues(row: Partial<Record<OrderField, unknown>>): Statement {
  const given = fields.filter(([field]) => field in row);
  const names = given.map(([, { name }]) => name).join(', ');
  const values = given.map(([field, column]) => valueSql(row[field], column));
  return sql`(${sql.raw(names)}) VALUES (${sql.join(values)})`;
}

const valueSql = (value: unknown, { cast }: Column): Statement =>
  cast ? sql`${value}${sql.raw(`::${cast}`)}` : sql`${value}`;
