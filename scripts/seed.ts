import { parseArgs } from 'node:util';
import { startBenchPostgres } from './prove/bench/bench-postgres.ts';
import { fillDatabase } from './seed/fill-database.ts';

// npm run seed -- --helpers 100000 --bookings 1000000 [--database-url <owner's address of an empty database>]
// Without an address: a database of its own under .anjia/bench, which `npm run bench` finds again.
const { values } = parseArgs({
  options: {
    helpers: { type: 'string', default: '100000' },
    bookings: { type: 'string' },
    'database-url': { type: 'string' },
  },
});
const helpers = Number(values.helpers);
const bookings = Number(values.bookings ?? helpers * 10);
if (!Number.isInteger(helpers) || helpers < 1 || !(bookings >= 0) || bookings > helpers * 20) {
  console.error('seed: --helpers must be a positive number, --bookings at most 20 for each helper.');
  process.exit(2);
}
const own = values['database-url'] === undefined ? await startBenchPostgres() : undefined;
const startedAt = Date.now();
try {
  const url = values['database-url'];
  const place = own
    ? await own.database(`city_${helpers}_${bookings}`)
    : { ownerUrl: url ?? '', appUrl: url ?? '' };
  const { filled } = await fillDatabase({
    ...place,
    size: { helpers, bookings },
    today: new Date(),
    say: console.log,
  });
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(
    filled
      ? `Seeded ${helpers} helpers and ${bookings} bookings in ${seconds} s.`
      : 'Already there: nothing to do.',
  );
} catch (error) {
  console.error(`seed: ${(error as Error).message || error}`);
  process.exitCode = 1;
} finally {
  await own?.stop();
}
// The schema engine leaves a timer of ten seconds behind.
process.exit();
