import { randomUUID } from 'node:crypto';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { createActivities } from '#activities/index.ts';
import type { Database } from '#platform/database.ts';
import { SERVICES } from '#prisma/seed/catalogue.ts';
import type { Stage } from './play.ts';

/** What every world of a database shares: the services, one customer and the real activities. */
export async function aStage(database: Database): Promise<Stage> {
  const customerId = randomUUID();
  await database.service.createMany({ data: SERVICES, skipDuplicates: true });
  await database.person.create({ data: { id: customerId, role: 'customer', city: 'model' } });
  const activities = createActivities({
    database,
    secret: 'a secret of at least thirty-two letters',
    heartbeatMs: 1_000,
    gateway: outboxGateway(database),
    tellBounced: async () => undefined,
  });
  return { database, activities, customerId };
}
