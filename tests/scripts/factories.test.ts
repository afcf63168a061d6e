import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inProject } from '#scripts/setup/places.mjs';

/** Who writes rows by hand, and why no builder does it. */
const BY_HAND: Record<string, string> = {
  'tests/activities/matching/who-is-fit.test.ts':
    '250 random helpers, with their skills and blocks in a few statements',
  'tests/prisma/statements.test.ts': 'the subject: how a statement is run, whatever it inserts',
  'tests/activities/transition/guards.test.ts': 'the subject: what the database refuses to SQL',
  'tests/activities/calendars/booking.test.ts': 'the subject: the error of each way to insert',
  'tests/api/http/answer-faults.test.ts': 'the subject: a statement that the database refuses',
  'tests/platform/heartbeat.test.ts': 'the subject: the rows of heartbeats',
  'tests/api/orders/names.test.ts':
    'writes the row of a helper a second time, as the seed of the next start does',
  'tests/api/watch/keep-watch.test.ts': '600 copies of an order, in one statement',
  'tests/scripts/verify.test.ts': 'breaks the database, past what guards it; verify has to see that',
  'tests/chaos/database-checks.test.ts':
    'breaks the database, past what guards it; the checks have to see that',
  'tests/chaos/compare-ledgers.test.ts':
    'rows of orders that do not exist, in a database without foreign keys',
  'tests/scripts/start.test.ts': 'any row, in the database of a running instance',
  'tests/scripts/test-environments.test.ts': 'any row: whether a test has a database of its own',
  'tests/journeys/race.ts': 'terms of one service, in the database of a running instance',
  'tests/model/a-stage.ts': 'the world of the model, which has no demo city',
  'tests/model/system.ts': 'the world of the model, which has no demo city',
};

const files = readdirSync(inProject('tests'), { recursive: true, encoding: 'utf8' })
  .map((name) => `tests/${name.replaceAll('\\', '/')}`)
  .filter((name) => /\.tsx?$/.test(name) && !import.meta.filename.endsWith(name));
const codeOf = (file: string) => readFileSync(inProject(file), 'utf8');
const isSupport = (file: string) => file.startsWith('tests/support/');

const schema = readdirSync(inProject('prisma/schema'))
  .map((name) => readFileSync(inProject(`prisma/schema/${name}`), 'utf8'))
  .join('');
const TABLES = new Set([...schema.matchAll(/@@map\("(\w+)"\)/g)].map(([, table]) => table!));

/** The tables whose rows this code writes itself: by Prisma's models or by SQL. */
function written(code: string): string[] {
  const byModel = [...code.matchAll(/\bmodels\s*\.(\w+)\s*\.(?:create|createMany\w*|upsert)\(/g)];
  const bySql = [...code.matchAll(/\binsert\s+into\s+"?(\w+)/gi)];
  const tables = byModel.map(([, model]) =>
    model!.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  return [...tables, ...bySql.map(([, table]) => table!)].filter((table) => TABLES.has(table));
}

/** Builders, by the names that start with an article. */
const buildersIn = (code: string): string[] =>
  [...code.matchAll(/^\s*(?:export )?(?:async )?(?:function|const) (an?[A-Z]\w+)/gm)].map(
    ([, name]) => name!,
  );

describe('rows of tests are built in tests/support', () => {
  test('no other file writes rows of the product, but for those that are listed with a reason', () => {
    expect(TABLES.size).toBeGreaterThan(40);
    const found = files.filter((file) => !isSupport(file) && written(codeOf(file)).length > 0);
    expect(found.sort()).toEqual(Object.keys(BY_HAND).sort());
  });

  test('one builder has one name, and no other file uses the name for something of its own', () => {
    const shared = files.filter(isSupport).flatMap((file) => buildersIn(codeOf(file)));
    expect(shared.length).toBeGreaterThan(20);
    const rows = files.filter((file) => /^tests\/support\/\w+\/rows\.ts$/.test(file));
    const names = rows.flatMap((file) => buildersIn(codeOf(file)));
    expect(names.filter((name, n) => names.indexOf(name) !== n)).toEqual([]);
    const again = files
      .filter((file) => !isSupport(file))
      .flatMap((file) => buildersIn(codeOf(file)).map((name) => ({ file, name })))
      .filter(({ name }) => shared.includes(name));
    expect(again).toEqual([]);
  });

  test.each([
    ['await database.models.booking.create({ data });', ['booking']],
    ['const { models } = db;\nawait models\n  .workingTime.createMany({ data });', ['working_time']],
    ['await owner.query(`INSERT INTO "case" (id) VALUES (\'x\')`);', ['case']],
    ['await database.models.booking.update({ where, data }); await Worker.create({});', []],
    ["await owner.query('INSERT INTO later (word) VALUES (1)');", []],
  ])('%s', (code, tables) => {
    expect(written(code)).toEqual(tables);
  });
});
