import type { Pended } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import type { NoteKind } from '#contracts/define-message.ts';
import { dropNote, keepNote } from './keep-note.ts';
import type { Named } from './target.ts';
import { type Accepted, type Telling, tell } from './tell.ts';

/** Sends a message with its free text. The text is stored as a note, and deleted when the message is refused. */
export async function sendMessage<N extends Named>(
  telling: Telling<N>,
  note: { kind: NoteKind; text: string | undefined } | undefined,
): Promise<Accepted<N> | Pended> {
  const { deps, reader, keyed, target } = telling;
  if (!note?.text) return tell(telling);
  const { database } = deps;
  const id = keyed.callId;
  const of = { authorId: reader.id, kind: note.kind, body: note.text };
  const isKeptNow = await keepNote({ database, id, named: target.named, ...of });
  try {
    return await tell({ ...telling, noteId: id });
  } catch (error) {
    if (error instanceof Refused && isFinal(error, isKeptNow)) await dropNote({ database, id });
    throw error;
  }
}

// A reused key must not delete the first call's note; a call that may be repeated still needs its note.
const isFinal = ({ code }: Refused, isKeptNow: boolean): boolean =>
  code === 'KeyReused' ? isKeptNow : code !== 'Unavailable';
