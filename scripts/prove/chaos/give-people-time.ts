import type pg from 'pg';

/** Waits longer than this are skipped by the simulator, so that real timers are tested in the later stages. */
const LIMITS = {
  ...{ inquiryLimit: '120 seconds', selectionLimit: '120 seconds', agreementLimit: '120 seconds' },
  settlementLimit: '120 seconds',
};

/**
 * Fast rehearsals give a person 30 s to choose or sign and 60 to pay. On a slow machine a few kills take that long,
 * each too short to count as an outage: the order would end correctly, but not as planned. An hour leaves room for
 * that.
 */
export async function givePeopleTime(database: pg.Pool): Promise<void> {
  const { rowCount } = await database.query(
    `UPDATE policy SET body = body || $1::jsonb WHERE key = 'rehearsalFast'`,
    [JSON.stringify(LIMITS)],
  );
  if (!rowCount) throw new Error('The instance has no policy for fast rehearsals');
}
