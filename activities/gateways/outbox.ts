import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Gateway, OutgoingMessage } from './gateway.ts';

/**
 * The development adapter of every channel: stores each message once per key. Messages of the same moment, for example
 * a batch of the relay, are stored in one statement.
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
  // Sorted, so that two writers of the same messages wait for each other instead of deadlocking.
  await database.execute(sql`
    INSERT INTO outbox (key, channel, "to", subject, body, code, attempts)
    SELECT m ->> 'key', min(m ->> 'channel'), min(m ->> 'to'), min(m ->> 'subject'), min(m ->> 'body'),
      min(m ->> 'code'), count(*)
    FROM jsonb_array_elements(${JSON.stringify(messages)}::jsonb) AS given (m)
    GROUP BY m ->> 'key' ORDER BY m ->> 'key'
    ON CONFLICT (key) DO UPDATE SET attempts = outbox.attempts + excluded.attempts`);
}
