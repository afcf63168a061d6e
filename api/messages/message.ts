import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import { findOrder } from '#api/access/find-order.ts';
import { type Call, endpoint, type Handler, type Mounted } from '#api/http/endpoint.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import type { Endpoint } from '#contracts/endpoint.ts';
import { type BodyOf, http } from '#contracts/http.ts';
import {
  ACTION_NAMES,
  type Action,
  type ENVELOPE,
  messagesOf,
  type UpdateBody,
} from '#contracts/messages.ts';
import { fieldsOfBody } from './fields-of-body.ts';
import { sendMessage } from './send-message.ts';
import { slotMessageOf } from './slots/slot-message.ts';
import { orderTarget } from './target.ts';

type Fields<A extends Action> = Omit<UpdateBody<A>, keyof typeof ENVELOPE>;
type CallOf<A extends Action> = Call<(typeof http)[A]>;
type ReplyTo<A extends Action> = Awaited<ReturnType<Handler<(typeof http)[A]>>>;

/** Parts of the API's work for one message, besides sending the fields of its body. */
export interface MessageWork<A extends Action> {
  /** The message's own fields; the fields of the body unless given. */
  fields?: (call: CallOf<A>, order: StoredOrder) => Fields<A> | Promise<Fields<A>>;
  /** Sends the message to another subject although it names the order. Null: the order gets it. */
  elsewhere?: (call: CallOf<A>, order: StoredOrder) => Promise<ReplyTo<A> | null>;
  /**
   * For a closed order, which gets no messages. Null: nothing was done, and the caller learns that the order is
   * closed.
   */
  afterEnd?: (call: CallOf<A>, order: StoredOrder) => Promise<ReplyTo<A> | null>;
}

type HasAllFields<A extends Action> = keyof Fields<A> extends keyof BodyOf<A> ? true : false;
type BodyDiffers = {
  [A in Action]: [BodyOf<A>, HasAllFields<A>] extends [Fields<A>, true] ? never : A;
}[Action];
/** By name of the message; a message whose body differs from its shape must be here. */
export type MessageWorks = {
  [A in BodyDiffers]: MessageWork<A> & Required<Pick<MessageWork<A>, 'fields'>>;
} & { [A in Action]?: MessageWork<A> };

/** One endpoint for each message into an order, made from its definition. */
export function messageEndpoints(works: MessageWorks): { [A in Action]: Mounted } {
  const mounted = ACTION_NAMES.map((name) => [name, mountMessage(name, works[name] as MessageWork<Action>)]);
  return Object.fromEntries(mounted) as { [A in Action]: Mounted };
}

type AnyCall = Call<Endpoint & { key: true; roles: readonly ['ops'] }>;
type Message = Pick<MessageDefinition, 'shape' | 'note' | 'noteField'>;
const MESSAGES: Record<Action, Message> = messagesOf('order');

/** Sender, reason and free text are the same for all messages; `work` defines the rest. */
function mountMessage(action: Action, work: MessageWork<Action> | undefined): Mounted {
  const { shape, note: kind, noteField = 'note' } = MESSAGES[action];
  const row: Endpoint & { key: true } = http[action];
  return endpoint(row, async (given) => {
    // One handler for all messages: the row's own types are those of a union here.
    const call = given as unknown as AnyCall;
    const { deps, reader, keyed } = call;
    const { orderId } = call.params as { orderId: string };
    const order = await findOrder({ database: deps.database, reader, orderId });
    const taken = await work?.elsewhere?.(given as never, order);
    if (taken) return taken;
    const done = order.stage === 'closed' && (await work?.afterEnd?.(given as never, order));
    if (done) return done;
    const body = (call.body ?? {}) as Record<string, string | undefined>;
    const fields = work?.fields ? await work.fields(given as never, order) : fieldsOfBody(shape, body);
    const wanted = slotMessageOf({ action, fields, reader, keyed, order });
    const target = orderTarget(deps, order);
    return sendMessage(
      { deps, reader, keyed, target, action, fields, reason: body.reason, wanted },
      kind && { kind, text: body[noteField] },
    );
  });
}
