import type { NoteKind } from '#contracts/define-message.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * Stores what a person wrote; the message into the order carries only its id. The first text under an id stays; true
 * when it is this one.
 */
export async function keepNote(input: {
  database: Database;
  id: string;
  orderId: string;
  authorId: string;
  kind: NoteKind;
  body: string;
}): Promise<boolean> {
  const { database, id, orderId, authorId, kind, body } = input;
  const count = await database.execute(sql`
    INSERT INTO note (id, order_id, author_id, kind, body)
    VALUES (${id}, ${orderId}, ${authorId}::uuid, ${kind}, ${body}) ON CONFLICT (id) DO NOTHING`);
  return count === 1;
}

/** A note whose message was refused belongs to nothing. */
export async function dropNote(input: { database: Database; id: string }): Promise<void> {
  await input.database.models.note.deleteMany({ where: { id: input.id } });
}
