import { z } from 'zod';
import type { MessageDefinition } from '#contracts/define-message.ts';
import { Accepted, MOST_FEN, Note, orderParams, Reason } from '#contracts/endpoint.ts';
import { PARTIES, ROLES } from '#contracts/people/roles.ts';
import { codeOf } from '#contracts/typed/code.ts';
import type { Kind, Shape, Value } from './shape.ts';

/**
 * The values that a caller may send for a field of this kind. Stricter than the workflow's own check for fields that
 * people type.
 */
const SCHEMAS: { [K in Kind]: () => z.ZodType } = {
  id: () => z.uuid(),
  code: () => z.string().regex(/^\w{1,40}$/),
  codes: () => z.array(z.string().regex(/^\w{1,40}$/)).max(10),
  hash: () => z.string().regex(/^[\w-]{16,128}$/),
  bool: () => z.boolean(),
  int: () => z.int(),
  fen: () => z.int().min(0).max(MOST_FEN),
  score: () => z.int().min(1).max(5),
  minutes: () =>
    z
      .int()
      .min(1)
      .max(14 * 24 * 60),
  time: () => z.iso.datetime(),
  deviceTime: () => z.iso.datetime(),
  pin: () => codeOf(4),
  role: () => z.enum(ROLES),
  party: () => z.enum(PARTIES),
};

/** Parsed JSON. */
type Plain<V> = z.ZodType<V, V>;
type FieldOf<K> = K extends `${infer B}?` ? z.ZodOptional<Plain<Value<B>>> : Plain<Value<K>>;
type ReasonOf<D> = D extends { reason: 'required' }
  ? { reason: Plain<string> }
  : D extends { reason: 'optional' }
    ? { reason: z.ZodOptional<Plain<string>> }
    : D extends { reason: readonly (infer R)[] }
      ? { reason: Plain<R> }
      : object;
type NoteOf<D> = D extends { noteField: infer F extends string }
  ? { [K in F]: typeof Note }
  : D extends { note: string }
    ? { note: typeof Note }
    : object;
type OptionalOf<D> = D extends { http: { optional: readonly (infer F)[] } } ? F : never;
/** `P`: fields that are in the path. */
export type Body<D extends MessageDefinition, P = never> = z.ZodObject<
  {
    -readonly [F in Exclude<keyof D['shape'], P>]: F extends OptionalOf<D>
      ? z.ZodOptional<FieldOf<D['shape'][F]>>
      : FieldOf<D['shape'][F]>;
  } & ReasonOf<D> &
    NoteOf<D>
>;

/** The request body of a message: the fields of its shape that are not `inPath`, the reason, and a free text. */
export function bodyOf<const D extends MessageDefinition, const P extends string = never>(
  message: D,
  inPath?: P,
): Body<D, P> {
  const { reason, note, noteField, http }: MessageDefinition = message;
  const fields = Object.entries<Shape[string]>(message.shape).filter(([field]) => field !== inPath);
  const own = fields.map(([field, kind]) => {
    const schema = SCHEMAS[kind.replace('?', '') as Kind]();
    const isOptional = kind.endsWith('?') || http.optional?.includes(field);
    const taken = isOptional ? schema.optional() : schema;
    const remark = http.remarks?.[field];
    return [field, remark ? taken.describe(remark) : taken];
  });
  return z.strictObject({
    ...Object.fromEntries(own),
    ...(reason ? { reason: reasonOf(reason) } : {}),
    ...(note ? { [noteField ?? 'note']: Note } : {}),
  }) as never;
}

function reasonOf(reason: NonNullable<MessageDefinition['reason']>): z.ZodType {
  if (reason === 'required') return Reason;
  return reason === 'optional' ? Reason.optional() : z.enum(reason as [string, ...string[]]);
}

type Messages = readonly MessageDefinition[];
export type Named<L extends Messages, N> = Extract<L[number], { name: N }>;
/** Request bodies that differ from the message, by name. */
type Bodies<L extends Messages> = { [N in L[number]['name']]?: z.ZodObject };

type Rows<L extends Messages, B> = {
  [N in L[number]['name']]: {
    method: 'POST';
    path: string;
    summary: string;
    roles: Named<L, N>['who'];
    key: true;
    params: typeof orderParams;
    body: N extends keyof B ? B[N] : Body<Named<L, N>>;
    reply: typeof Accepted;
  };
};

/** The endpoints of messages into an order: POST /orders/:orderId/<path>. `bodies`: where one differs from its message. */
export function messageRows<const L extends Messages, B extends Bodies<L> = object>(
  messages: L,
  bodies?: B,
): Rows<L, B> {
  const own: Record<string, z.ZodObject | undefined> = bodies ?? {};
  const rows = messages.map((message) => [
    message.name,
    {
      method: 'POST',
      path: `/orders/:orderId/${message.http.path}`,
      summary: message.http.summary,
      roles: message.who,
      key: true,
      params: orderParams,
      body: own[message.name] ?? bodyOf(message),
      reply: Accepted,
    },
  ]);
  return Object.fromEntries(rows);
}
