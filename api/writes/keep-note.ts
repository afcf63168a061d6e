import type { Database } from '#platform/database.ts';

export type NoteKind = 'review' | 'rematch' | 'objection' | 'cancellation' | 'ops' | 'case';

/** Stores what a person wrote; the message into the order carries only its id. The first text under an id stays. */
export async function keepNote(input: {
  database: Database;
  id: string;
  orderId: string;
  authorId: string;
  kind: NoteKind;
  body: string;
}): Promise<void> {
  const { database, ...note } = input;
  await database.note.createMany({ data: [note], skipDuplicates: true });
}

/** A note whose message was refused belongs to nothing. */
export async function dropNote(input: { database: Database; id: string }): Promise<void> {
  await input.database.note.deleteMany({ where: { id: input.id } });
}
