import pg from 'pg';

/** Guards that a run can be without, to show what they are good for: such a run must fail. */
export const GUARDS = ['key', 'dedupe', 'guard', 'fence'] as const;
export type Guard = (typeof GUARDS)[number];

/** Part of what keeps a guard is in the programs (development only): the rest is taken out of the database. */
export const settingsWithout = (guard: Guard | undefined): Record<string, string> =>
  guard === 'key' || guard === 'fence' ? { ANJIA_WITHOUT: guard } : {};

/** A step that was done is not remembered, so a second attempt looks like a first one. */
const FORGET_STEPS = `
  CREATE FUNCTION forget_step() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
  CREATE TRIGGER forget_step BEFORE INSERT ON transition FOR EACH ROW EXECUTE FUNCTION forget_step();`;

/** No constraint, and where everybody queued for a helper's calendar everybody now only loses some time. */
const NO_QUEUE = `
  ALTER TABLE booking DROP CONSTRAINT booking_no_overlap;
  CREATE SCHEMA chaos;
  GRANT USAGE ON SCHEMA chaos TO anjia_app;
  CREATE FUNCTION chaos.pg_advisory_xact_lock(bigint) RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(0.1); END';
  ALTER ROLE anjia_app SET search_path = chaos, pg_catalog, public;
  SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'anjia_app';`;

export async function takeGuardAway(guard: Guard, ownerUrl: string): Promise<void> {
  const sql = { key: '', dedupe: FORGET_STEPS, guard: NO_QUEUE, fence: FORGET_STEPS }[guard];
  if (!sql) return;
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  try {
    await owner.query(sql);
  } finally {
    await owner.end();
  }
}
