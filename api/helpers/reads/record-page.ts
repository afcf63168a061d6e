import { inOrder, listPage, type Part } from '#api/http/list-page.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** One page of a helper's earnings, rewards and decisions together, the newest first: a page ends at one moment for all. */
export async function recordPage(input: {
  database: Database;
  helperId: string;
  query: { after?: string | undefined; limit?: number | undefined };
}) {
  const { database, helperId, query } = input;
  const { after, limit = 50 } = query;
  const { ids, next } = await listPage({ database, parts: [everything(helperId)], after, limit });
  const of = (kind: string): string[] =>
    ids.flatMap((ref) => (ref.startsWith(`${kind}/`) ? ref.slice(kind.length + 1) : []));
  const keyed = async <Row extends { key: string }>(
    kind: string,
    find: (keys: string[]) => Promise<Row[]>,
  ) => {
    const rows = await find(of(kind));
    return inOrder(
      of(kind),
      rows.map((row) => ({ ...row, id: row.key })),
    );
  };
  const entryIds = of('earning').map(BigInt);
  const [entries, rewards, penalties] = await Promise.all([
    database.models.ledgerEntry.findMany({ where: { id: { in: entryIds } }, include: { transaction: true } }),
    keyed('reward', (keys) => database.models.reward.findMany({ where: { key: { in: keys } } })),
    keyed('decision', (keys) => database.models.penalty.findMany({ where: { key: { in: keys } } })),
  ]);
  const earnings = inOrder(
    of('earning'),
    entries.map((entry) => ({ ...entry, id: String(entry.id) })),
  );
  return { earnings, rewards, penalties, next };
}

const everything = (helperId: string): Part => ({
  ...{ name: 'record', id: sql`record.ref`, where: [sql`true`], newestFirst: true },
  from: sql`(
    SELECT t.at, 'earning/' || e.id AS ref FROM ledger_entry e JOIN ledger_transaction t ON t.key = e.transaction_key
    WHERE e.account = ${`helper:${helperId}`} AND e.unit = 'fen'
    UNION ALL SELECT at, 'reward/' || key FROM reward WHERE helper_id = ${helperId}::uuid
    UNION ALL SELECT at, 'decision/' || key FROM penalty WHERE helper_id = ${helperId}::uuid) AS record`,
  keys: [
    { by: sql`record.at`, type: 'timestamptz' },
    { by: sql`record.ref`, type: 'text' },
  ],
});
