import { AGREEMENT_MESSAGES } from './agreements/messages.ts';
import { CASE_MESSAGES, OPEN_CASE_MESSAGES } from './cases/messages.ts';
import type { MessageDefinition, SignalDefinition } from './define-message.ts';
import { DURABLE_MESSAGES } from './durable/messages.ts';
import type { Shape, Shaped } from './durable/shape.ts';
import { HELPER_SIGNALS } from './helpers/messages.ts';
import { MATCHING_MESSAGES } from './matching/messages.ts';
import { MONEY_MESSAGES, MONEY_SIGNALS } from './money/messages.ts';
import { NOTICE_SIGNALS } from './notices/messages.ts';
import { ORDER_MESSAGES } from './orders/messages.ts';
import { REVIEW_MESSAGES } from './reviews/messages.ts';
import { VISIT_MESSAGES, VISIT_SIGNALS } from './visits/messages.ts';

/**
 * What every message of a person carries. `by` and `role` come from the session; `proof` is the API's HMAC: without it
 * (Temporal UI, CLI) the event is recorded as unverified and no money moves; then `reason` is required. `bodyHash` lets
 * the API notice an Idempotency-Key reused with another body.
 */
export const ENVELOPE = {
  by: 'id',
  role: 'role',
  proof: 'hash?',
  reason: 'code?',
  noteId: 'id?',
  bodyHash: 'hash?',
} as const satisfies Shape;
export type Envelope = Shaped<typeof ENVELOPE>;

const ALL_MESSAGES = [
  ...ORDER_MESSAGES,
  ...MATCHING_MESSAGES,
  ...AGREEMENT_MESSAGES,
  ...VISIT_MESSAGES,
  ...CASE_MESSAGES,
  ...MONEY_MESSAGES,
  ...REVIEW_MESSAGES,
  ...DURABLE_MESSAGES,
  ...OPEN_CASE_MESSAGES,
] as const;
type AnyMessage = (typeof ALL_MESSAGES)[number];

export type Subject = Exclude<AnyMessage['subject'], 'every'>;
/** The definitions of one subject's messages, by name; those that every subject takes are among them. */
export type MessagesOf<S extends Subject> = {
  [D in Extract<AnyMessage, { subject: S | 'every' }> as D['name']]: D;
};
const LAST = 100;
export function messagesOf<S extends Subject>(subject: S): MessagesOf<S> {
  const own = (ALL_MESSAGES as readonly MessageDefinition[])
    .filter((message) => message.subject === subject || message.subject === 'every')
    .sort((a, b) => (a.place ?? LAST) - (b.place ?? LAST));
  // A filtered list has lost its literal types.
  return Object.fromEntries(own.map((message) => [message.name, message])) as unknown as MessagesOf<S>;
}

/** A message to one subject on the wire: the envelope and its own fields. */
export type MessageBody<S extends Subject, N extends keyof MessagesOf<S>> = MessagesOf<S>[N] extends {
  shape: infer F extends Shape;
}
  ? Shaped<typeof ENVELOPE & F>
  : never;
export const shapeOf = (message: Pick<MessageDefinition, 'shape'>): Shape => ({
  ...ENVELOPE,
  ...message.shape,
});

type OrderMessages = MessagesOf<'order'>;
/** The names of the updates that an order accepts. */
export type Action = keyof OrderMessages;
const ORDER = messagesOf('order') as Record<Action, MessageDefinition>;
export const ACTION_NAMES = Object.keys(ORDER) as Action[];
const ofEach = <V>(what: (message: MessageDefinition) => V) =>
  Object.fromEntries(ACTION_NAMES.map((name) => [name, what(ORDER[name])])) as Record<Action, V>;

export const UPDATE_SHAPES = ofEach(shapeOf) as {
  [A in Action]: typeof ENVELOPE & OrderMessages[A]['shape'];
};
export type UpdateBody<A extends Action> = Shaped<(typeof UPDATE_SHAPES)[A]>;
/** The description that the Temporal UI shows for each update. */
export const UPDATE_DESCRIPTIONS = ofEach((message) => message.describe);

const ALL_SIGNALS = [...MONEY_SIGNALS, ...NOTICE_SIGNALS, ...HELPER_SIGNALS, ...VISIT_SIGNALS] as const;
type AnySignal = (typeof ALL_SIGNALS)[number];
type Signals = { [D in AnySignal as D['name']]: D };
export type SignalName = keyof Signals;
const signalsOf = <V>(what: (signal: SignalDefinition) => V) =>
  Object.fromEntries(ALL_SIGNALS.map((signal) => [signal.name, what(signal)])) as Record<SignalName, V>;

/**
 * Signals carry our own message id, by which the workflow removes duplicates. Signals of persons carry the envelope,
 * too.
 */
export const SIGNAL_SHAPES = signalsOf(({ from, shape }) =>
  from === 'person' ? { ...ENVELOPE, ...shape } : shape,
) as {
  [N in SignalName]: Signals[N] extends { from: 'person' }
    ? typeof ENVELOPE & Signals[N]['shape']
    : Signals[N]['shape'];
};
export type SignalBody<N extends SignalName> = Shaped<(typeof SIGNAL_SHAPES)[N]>;
export const SIGNAL_DESCRIPTIONS = signalsOf((signal) => signal.describe);

/** The state of the order as the workflow knows it: ids, codes and times only. */
export interface WorkflowView {
  orderId: string;
  version: number;
  stage: string;
  phase: string | null;
  settlement: string;
  ending: string | null;
  waitingFor: string | null;
  deadline: string | null;
  helperId: string | null;
  agreementId: string | null;
  round: number;
  rematchCount: number;
  needsOps: boolean;
  needsOpsReason: string | null;
  ignoredMessages: number;
  openCaseId: string | null;
  proposedStart: string | null;
}
