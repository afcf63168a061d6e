import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { sql } from '#platform/sql.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

let own: TestDatabase;
beforeAll(async () => {
  own = await aDatabase();
});
afterAll(() => own.drop());

describe('aDatabase', () => {
  test('the app role → may work, may not change the schema', async () => {
    const app = new pg.Client({ connectionString: own.appUrl });
    await app.connect();
    const { rows } = await app.query(
      'SELECT current_user AS me, rolsuper, rolcreatedb FROM pg_roles WHERE rolname = current_user',
    );
    expect(rows[0]).toEqual({ me: 'anjia_app', rolsuper: false, rolcreatedb: false });
    await expect(app.query('CREATE TABLE anything (id int)')).rejects.toMatchObject({ code: '42501' });
    await expect(app.query('DROP TABLE outage')).rejects.toMatchObject({ code: '42501' });
    // The readiness check of the API compares this table with the folder.
    expect((await app.query('SELECT migration_name FROM _prisma_migrations')).rowCount).toBeGreaterThan(0);
    await app.end();
  });

  test('two databases → do not see each other', async () => {
    const other = await aDatabase();
    await own.database.execute(sql`INSERT INTO heartbeat (component, last_at) VALUES ('here', now())`);
    expect(await other.database.query(sql`SELECT * FROM heartbeat`)).toEqual([]);
    await other.drop();
  });
});
