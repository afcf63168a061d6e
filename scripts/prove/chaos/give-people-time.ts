import type pg from 'pg';

/** Beyond what the simulator waits out in real time: it jumps these, so real timers are tried in the later stages. */
const LIMITS = {
  ...{ inquiryLimit: '120 seconds', selectionLimit: '120 seconds', agreementLimit: '120 seconds' },
  settlementLimit: '120 seconds',
};

/**
 * Fast rehearsals give a person 30 s to choose or sign and 60 to pay. On a slow machine a few kills take as much from him, each too
 * short to count as an outage: his order would end rightly, but not as planned. An hour in earnest leaves room for that.
 */
export async function givePeopleTime(database: pg.Pool): Promise<void> {
  const { rowCount } = await database.query(
    `UPDATE policy SET body = body || $1::jsonb WHERE key = 'rehearsalFast'`,
    [JSON.stringify(LIMITS)],
  );
  if (!rowCount) throw new Error('The instance has no policy for fast rehearsals');
}
