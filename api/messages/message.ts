import { findOrder } from '#api/access/find-order.ts';
import { type Call, endpoint, type Handler, type Mounted } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import type { StoredOrder } from '#api/order-rows/stored-order.ts';
import type { Action } from '#contracts/access.ts';
import type { Endpoint } from '#contracts/endpoint.ts';
import { dropNote, keepNote, type NoteKind } from './keep-note.ts';
import { type Fields, tell } from './tell.ts';

type FieldsOf<E, A extends Action> = (call: Call<E>, order: StoredOrder) => Fields<A> | Promise<Fields<A>>;

/** What is done for a closed order, which hears no messages; null: nothing, it is told that the order is closed. */
type AfterEnd<E> = (call: Call<E>, order: StoredOrder) => Promise<Awaited<ReturnType<Handler<E>>> | null>;

/**
 * An endpoint that tells an order something. Who speaks, why (`reason`) and the free text (`note`, `text`) are put
 * in here, once for all; `fields` says the rest of the message.
 */
export function message<const E extends Endpoint & { key: true }, A extends Action>(
  row: E,
  action: A,
  fields: FieldsOf<E, A>,
  options: { noteKind?: NoteKind; afterEnd?: AfterEnd<E> } = {},
): Mounted {
  const handler: Handler<E> = async (given) => {
    const call = given as unknown as Call<Endpoint & { key: true; roles: readonly ['ops'] }>;
    const { deps, reader, keyed } = call;
    const order = await findOrder({
      database: deps.database,
      reader,
      orderId: (call.params as { orderId: string }).orderId,
    });
    const done = order.stage === 'closed' && (await options.afterEnd?.(given, order));
    if (done) return done;
    const body = (call.body ?? {}) as { reason?: string; note?: string; text?: string };
    const message = await fields(given, order);
    const text = body.note || body.text;
    let isKeptNow = false;
    if (text) {
      const kind = options.noteKind ?? 'ops';
      isKeptNow = await keepNote({
        database: deps.database,
        id: keyed.callId,
        orderId: order.id,
        authorId: reader.id,
        kind,
        body: text,
      });
    }
    const noteId = text ? keyed.callId : undefined;
    try {
      const told = await tell({
        deps,
        reader,
        keyed,
        order,
        action,
        fields: message,
        reason: body.reason,
        noteId,
      });
      return told as Awaited<ReturnType<Handler<E>>>;
    } catch (error) {
      if (noteId && error instanceof Refused && isFinal(error, isKeptNow))
        await dropNote({ database: deps.database, id: noteId });
      throw error;
    }
  };
  return endpoint(row, handler);
}

// A reused key leaves the first call's note alone, and none of its own; a call that may be repeated still needs its note.
const isFinal = ({ code }: Refused, isKeptNow: boolean): boolean =>
  code === 'KeyReused' ? isKeptNow : code !== 'Unavailable';
