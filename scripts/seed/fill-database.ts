import pg from 'pg';
import { applyMigrations } from '../migrate/apply-migrations.ts';
import { type CitySize, seedBigCity } from './big-city.ts';

/** Migrates the database and fills it, or says that it holds this city already. Another city in it is refused. */
export async function fillDatabase(input: {
  ownerUrl: string;
  appUrl: string;
  size: CitySize;
  today: Date;
  say: (text: string) => void;
}): Promise<{ filled: boolean }> {
  await applyMigrations(input);
  const owner = new pg.Client({ connectionString: input.ownerUrl });
  await owner.connect();
  try {
    await owner.query('CREATE TABLE IF NOT EXISTS seeded_city (helpers int, bookings int, today date)');
    const { rows } = await owner.query('SELECT helpers, bookings FROM seeded_city');
    const [known] = rows as CitySize[];
    if (known?.helpers === input.size.helpers && known.bookings === input.size.bookings)
      return { filled: false };
    const { rows: counted } = await owner.query('SELECT count(*)::int AS helpers FROM helper');
    if (known || counted[0].helpers > 0) {
      throw new Error(
        'This database holds another city. Give an empty one: the seed changes nothing that is there.',
      );
    }
    await seedBigCity({ ...input, owner });
    await owner.query('INSERT INTO seeded_city VALUES ($1, $2, $3)', [
      input.size.helpers,
      input.size.bookings,
      input.today,
    ]);
    return { filled: true };
  } finally {
    await owner.end();
  }
}
