import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import type { Reader } from '#api/http/reader.ts';
import { wrongField } from '#api/http/refused.ts';
import { CaseView } from '#contracts/cases/case.ts';
import type { http } from '#contracts/http.ts';
import type { Database } from '#platform/database.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { presentCases } from './present-case.ts';

type Query = z.infer<typeof http.cases.query>;
type Reply = z.input<typeof http.cases.reply>;
/** The end of a page: the time it is sorted by (due, or decided), and the id. */
type Place = { at: string | null; id: string };

const PAGE = 50;
/** The count stops at this number. */
const MOST = 1_000;

/**
 * One page of the cases of a city. A page starts after the last case of the previous page, whatever was added
 * meanwhile.
 */
export async function listCases(input: { deps: Deps; reader: Reader; query: Query }): Promise<Reply> {
  const { deps, reader, query } = input;
  const { database } = deps;
  const view = query.view ?? query.status ?? 'open';
  const limit = query.limit ?? PAGE;
  const [found, counts] = await Promise.all([
    findPage(database, reader, { ...query, view, limit }),
    countCases(database, reader),
  ]);
  const ids = found.slice(0, limit).map(({ id }) => id);
  const rows = await database.models.case.findMany({ where: { id: { in: ids } } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const presented = await presentCases({
    database,
    rows: ids.flatMap((id) => byId.get(id) ?? []),
    withNotes: true,
  });
  const { shown, unreadable } = readableRows({
    ...{ deps, list: 'cases', rows: presented, item: CaseView },
    idOf: ({ id }) => id,
    present: (one) => one,
  });
  const last = found.length > limit ? found[limit - 1]! : null;
  return {
    cases: shown,
    unreadable,
    next: last && write({ at: last.at?.toISOString() ?? null, id: last.id }),
    counts,
  };
}

async function findPage(
  database: Database,
  reader: Reader,
  query: Query & { view: string; limit: number },
): Promise<{ id: string; at: Date | null }[]> {
  const { view, kind, orderId, limit } = query;
  const after = query.after === undefined ? null : read(query.after);
  const isDecided = view === 'decided';
  const conditions = [
    sql`city = ${reader.city}`,
    isDecided ? sql`status = 'decided'` : sql`status = 'open'`,
    ...(view === 'mine' ? [sql`owner_id = ${reader.id}::uuid`] : []),
    ...(view === 'overdue' ? [LATE] : []),
    ...(kind ? [sql`kind = ${kind}`] : []),
    ...(orderId ? [sql`order_id = ${orderId}`] : []),
    ...(after ? [isDecided ? before(after) : behind(after)] : []),
  ];
  return database.query<{ id: string; at: Date | null }>(sql`
    SELECT id, ${isDecided ? sql`decided_at` : sql`due_at`} AS at FROM "case" WHERE ${sql.join(conditions, ' AND ')}
    ORDER BY ${isDecided ? sql`decided_at DESC, id` : sql`due_at, id`} LIMIT ${limit + 1}`);
}

/** A case that was late stays late when its due time is moved. */
const LATE = sql`(overdue OR due_at < now())`;

/** As `due_at, id` sorts: a case without a due time comes last. */
const behind = ({ at, id }: Place): Statement =>
  at === null
    ? sql`(due_at IS NULL AND id > ${id}::uuid)`
    : sql`((due_at, id) > (${new Date(at)}, ${id}::uuid) OR due_at IS NULL)`;
const before = ({ at, id }: Place): Statement =>
  sql`decided_at <= ${new Date(at ?? 0)} AND (decided_at < ${new Date(at ?? 0)} OR id > ${id}::uuid)`;

async function countCases(database: Database, reader: Reader): Promise<Reply['counts']> {
  const count = (condition: Statement) => sql`(SELECT count(*)::int FROM (
    SELECT FROM "case" WHERE city = ${reader.city} AND status = 'open' AND ${condition} LIMIT ${MOST}) AS found)`;
  const [row] = await database.query<Reply['counts']>(sql`
    SELECT ${count(sql`true`)} AS open, ${count(sql`owner_id = ${reader.id}::uuid`)} AS mine, ${count(LATE)} AS overdue`);
  return row!;
}

const write = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function read(after: string): Place {
  try {
    const { at, id } = JSON.parse(Buffer.from(after, 'base64url').toString()) as Place;
    if (UUID.test(id) && (at === null || !Number.isNaN(Date.parse(at)))) return { at, id };
  } catch {
    // Not a position of a page of ours.
  }
  throw wrongField('after', 'not a place in this list');
}
