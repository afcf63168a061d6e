import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Gateway, OutgoingMessage } from './gateway.ts';

/**
 * The development adapter of every channel: keeps what would have gone out, once per key. What is handed over at the
 * same moment, as the relay does with a batch, is kept in one statement.
 */
export function outboxGateway(database: Pick<Database, 'execute'>): Gateway {
  let together: OutgoingMessage[] = [];
  let kept: Promise<void> | undefined;
  return {
    async send(message) {
      together.push(message);
      kept ??= Promise.resolve().then(() => {
        const messages = together;
        together = [];
        kept = undefined;
        return keep(database, messages);
      });
      await kept;
    },
  };
}

async function keep(database: Pick<Database, 'execute'>, messages: OutgoingMessage[]): Promise<void> {
  // In one order, so that two who keep the same messages wait for each other and not in a ring.
  await database.execute(sql`
    INSERT INTO outbox (key, channel, "to", subject, body, code, attempts)
    SELECT m ->> 'key', min(m ->> 'channel'), min(m ->> 'to'), min(m ->> 'subject'), min(m ->> 'body'),
      min(m ->> 'code'), count(*)
    FROM jsonb_array_elements(${JSON.stringify(messages)}::jsonb) AS given (m)
    GROUP BY m ->> 'key' ORDER BY m ->> 'key'
    ON CONFLICT (key) DO UPDATE SET attempts = outbox.attempts + excluded.attempts`);
}
