import { run } from '../setup/progress.mjs';
import { OWNER, postgresUrl } from '../start/postgres.mjs';

/** The role and the two databases of Temporal, on the PostgreSQL that Anjia's own database is on. */
export const TEMPORAL_ROLE = 'temporal';
export const DATABASES = /** @type {const} */ ({ temporal: 'temporal', visibility: 'temporal_visibility' });

/**
 * Makes role, databases and tables where they are missing, and brings older tables up to the server's version.
 * @param {{ sqlTool: string, port: number, ownerPassword: string, password: string }} input
 */
export async function bringDatabases({ sqlTool, port, ownerPassword, password }) {
  const { default: pg } = await import('pg');
  const owner = { user: OWNER, password: ownerPassword, port };
  const client = new pg.Client({ connectionString: postgresUrl({ ...owner, database: 'postgres' }) });
  await client.connect();
  try {
    const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [TEMPORAL_ROLE]);
    if (role.rowCount === 0) await client.query(`CREATE ROLE ${TEMPORAL_ROLE} LOGIN`);
    await client.query(`ALTER ROLE ${TEMPORAL_ROLE} PASSWORD ${client.escapeLiteral(password)}`);
    for (const database of Object.values(DATABASES)) {
      const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (known.rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER ${TEMPORAL_ROLE}`);
      await bringTables({ sqlTool, port, password, database });
    }
  } finally {
    await client.end();
  }
}

/** @param {{ sqlTool: string, port: number, password: string, database: string }} input */
async function bringTables({ sqlTool, port, password, database }) {
  const { default: pg } = await import('pg');
  const schema = database === DATABASES.temporal ? 'temporal' : 'visibility';
  const client = new pg.Client({
    connectionString: postgresUrl({ user: TEMPORAL_ROLE, password, port, database }),
  });
  await client.connect();
  const { rows } = await client.query(
    `SELECT to_regclass('schema_version') IS NOT NULL AS versioned, to_regclass('cluster_membership') IS NOT NULL AS member`,
  );
  // Nobody else is a member here; the dead ports of an earlier start only slow this one down.
  if (rows[0].member) await client.query('DELETE FROM cluster_membership');
  await client.end();

  /** @param {string[]} args */
  const tool = (args) =>
    run({
      file: sqlTool,
      args: ['--plugin', 'postgres12', '--endpoint', '127.0.0.1', '--port', String(port), ...args],
      // Not as an argument: every user of the machine can read those.
      env: { ...process.env, SQL_USER: TEMPORAL_ROLE, SQL_PASSWORD: password, SQL_DATABASE: database },
      timeoutMs: 120_000,
    });
  if (!rows[0].versioned) await tool(['setup-schema', '--version', '0.0']);
  await tool(['update-schema', '--schema-name', `postgresql/v12/${schema}`]);
}
