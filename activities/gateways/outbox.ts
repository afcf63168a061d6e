import type { Database } from '#platform/database.ts';
import type { Gateway } from './gateway.ts';

/** The development adapter of every channel: keeps what would have gone out, once per key. */
export function outboxGateway(database: Pick<Database, 'outbox'>): Gateway {
  return {
    async send({ key, channel, to, subject = null, body, code = null }) {
      await database.outbox.upsert({
        where: { key },
        create: { key, channel, to, subject, body, code },
        update: { attempts: { increment: 1 } },
      });
    },
  };
}
