import { parseArgs } from 'node:util';
import { openDatabase } from '#platform/database.ts';
import { envOrExit, secretOf } from '#platform/env.ts';
import { CannotBe, keepPerson } from './person/keep-person.ts';
import { readPerson } from './person/new-person.ts';

const HELP = `npm run person -- --role <role> --phone <number> --name <name> [options]: somebody who may log in with this phone
  --role ops | agent | helper | customer   a known person gets this role; whoever leaves is a customer again
  --phone 13900000000                      with or without +86
  --name 陈静
  --city zibo
A helper needs also
  --district 370303                        where home is
  --sex female | male    --born 1980
  --skills cleaning,cooking                what services ask for; care counts once ops have entered its certificate
and may have
  --at 36.8067,118.0178                    home; else the seat of the district
  --level junior | senior | expert   --years 0   --reach 10000 (metres)   --weekly-hours 48
  --shown 王阿姨                           the name that customers see; else surname and 阿姨 or 师傅
Working times and days off are the helper's own, on her phone; until she has said when she works she gets no offers.
Needs DATABASE_URL and the ANJIA_SECRET of the instance. May be repeated. The last line is JSON, with nothing personal.`;

const text = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    role: text,
    phone: text,
    name: text,
    city: text,
    district: text,
    at: text,
    sex: text,
    born: text,
    skills: text,
    level: text,
    years: text,
    reach: text,
    'weekly-hours': text,
    shown: text,
    help: { type: 'boolean', default: false },
  },
});
const { help, ...options } = values;
if (help || Object.keys(options).length === 0) {
  console.log(HELP);
  process.exit(help ? 0 : 2);
}
const read = readPerson(options);
if ('wrong' in read) {
  console.error(read.wrong.join('\n'));
  process.exit(2);
}
const env = envOrExit('person');
const database = openDatabase({ url: env.DATABASE_URL, max: 1, component: 'person' });
try {
  console.log(JSON.stringify(await keepPerson({ database, secret: secretOf(env), person: read.person })));
} catch (error) {
  // Database errors may contain values of the row.
  console.error(error instanceof CannotBe ? error.message : `person: ${codeOf(error)}`);
  process.exitCode = 1;
} finally {
  await database.close();
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return `the database did not take it (${code ?? name ?? 'unknown'})`;
}
