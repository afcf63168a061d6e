import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';

/** Due, or tried before: it should have left by now. What is due at another time may wait for it. */
const OVERDUE = `
  SELECT notice_id || ':' || channel || ' is due and does not leave (' || attempts || ' attempts)' AS what FROM delivery
  WHERE status = 'waiting' AND (next_at <= now() OR attempts > 0)`;

const REACHED_NOBODY = `
  SELECT n.id || ' ' || n.template || ' failed on every channel' AS what
  FROM notice n JOIN delivery d ON d.notice_id = n.id WHERE n.voided_at IS NULL
  GROUP BY n.id HAVING bool_and(d.status = 'failed')`;

/** Waits until what is due has left, as a relay that died gives its claims back by time; answers what never did. */
export async function unsentNotices(input: { database: pg.Pool; patienceMs?: number }): Promise<string[]> {
  const { database, patienceMs = 60_000 } = input;
  const read = async (sql: string) =>
    (await database.query<{ what: string }>(sql)).rows.map(({ what }) => what);
  const until = Date.now() + patienceMs;
  let overdue = await read(OVERDUE);
  for (; overdue.length > 0 && Date.now() < until; await sleep(500)) overdue = await read(OVERDUE);
  return [...overdue, ...(await read(REACHED_NOBODY))];
}
