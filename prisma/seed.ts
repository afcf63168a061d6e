import { openDatabase } from '#platform/database.ts';
import { envOrExit } from '#platform/env.ts';
import { seedCity } from './seed/seed-city.ts';

// npm run db:seed: districts, services and policies of 淄博; made-up people on development servers only.
const env = envOrExit('seed');
const database = openDatabase({ url: env.DATABASE_URL, max: 1, component: 'seed' });
try {
  const startedAt = Date.now();
  await seedCity({ database, secret: env.ANJIA_SECRET, development: env.ANJIA_MODE === 'development' });
  const [services, helpers] = [await database.models.service.count(), await database.models.helper.count()];
  console.log(`Seeded: ${services} services, ${helpers} helpers (${Date.now() - startedAt} ms).`);
} catch (error) {
  console.error(`db:seed: ${(error as Error).message || error}`);
  process.exitCode = 1;
} finally {
  await database.close();
}
