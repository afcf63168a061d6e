import type { NoteKind } from '#contracts/define-message.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * Stores a person's text; the message contains only its id. The first text under an id stays; true when it is this
 * one.
 */
export async function keepNote(input: {
  database: Pick<Database, 'execute'>;
  id: string;
  /** The subject of the note. */
  named: { orderId?: string | null; caseId?: string };
  authorId: string;
  kind: NoteKind;
  body: string;
}): Promise<boolean> {
  const { database, id, named, authorId, kind, body } = input;
  const { orderId = null, caseId = null } = named;
  const count = await database.execute(sql`
    INSERT INTO note (id, order_id, case_id, author_id, kind, body)
    VALUES (${id}, ${orderId}, ${caseId}::uuid, ${authorId}::uuid, ${kind}, ${body}) ON CONFLICT (id) DO NOTHING`);
  return count === 1;
}

/** A note whose message was refused is deleted. */
export async function dropNote(input: { database: Database; id: string }): Promise<void> {
  await input.database.models.note.deleteMany({ where: { id: input.id } });
}
