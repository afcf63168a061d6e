import { randomUUID } from 'node:crypto';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { createActivities } from '#activities/index.ts';
import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { SERVICES } from '#prisma/seed/catalogue.ts';
import { NO_CASES } from '#tests/support/no-cases.ts';
import type { Stage } from './play.ts';

/** What every world of a database shares: the services, one customer and the real activities. */
export async function aStage(database: Database): Promise<Stage> {
  const customerId = randomUUID();
  await database.models.service.createMany({ data: SERVICES, skipDuplicates: true });
  await database.models.person.create({ data: { id: customerId, role: 'customer', city: 'model' } });
  const failures: unknown[] = [];
  // Activities hand out no more than an error's name; the whole of it goes to the log, and so to whom reads the difference.
  const warn = ({ err }: { err?: unknown }) => failures.push(err);
  const activities = createActivities({
    cases: NO_CASES,
    database,
    secret: 'a secret of at least thirty-two letters',
    heartbeatMs: 1_000,
    gateway: outboxGateway(database),
    tellBounced: async () => undefined,
    logger: { warn, info: () => undefined, error: warn } as unknown as Logger,
  });
  return { database, activities, customerId, failures };
}
