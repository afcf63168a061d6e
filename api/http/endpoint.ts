import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { type Deps, isDevelopment } from '#api/deps.ts';
import type { Endpoint } from '#contracts/endpoint.ts';
import { API_PREFIX } from '#contracts/http.ts';
import type { Pending } from '#contracts/problem.ts';
import { OrderId } from '#contracts/scalars.ts';
import { secretOf } from '#platform/env.ts';
import { bodyHashes, callId, idOfCall } from './hashes.ts';
import type { Keyed } from './keyed.ts';
import { checkOrigin } from './middleware/check-origin.ts';
import { type Input, readInput } from './middleware/read-input.ts';
import { readKey } from './middleware/read-key.ts';
import type { Reader } from './reader.ts';
import { Refused } from './refused.ts';

type Part<E, K extends string> = E extends { [P in K]: infer S }
  ? S extends z.ZodType
    ? z.infer<S>
    : never
  : never;
type ReplyOf<E> = E extends { reply: infer S } ? (S extends z.ZodType ? z.input<S> : never) : never;
type ReaderOf<E> = E extends { roles: readonly [] } ? null : Reader;
type KeyOf<E> = E extends { key: true } ? Keyed : null;

export interface Call<E = Endpoint> {
  deps: Deps;
  reader: ReaderOf<E>;
  params: Part<E, 'params'>;
  query: Part<E, 'query'>;
  body: Part<E, 'body'>;
  keyed: KeyOf<E>;
  req: Request;
  res: Response;
}

/** Accepted and durable, without a result yet. */
export class Pended {
  readonly pending: Pending;
  constructor(pending: Pending) {
    this.pending = pending;
  }
}
/** The handler has written the response itself (a file). */
export const SENT = Symbol('sent');

export type Handler<E> = (call: Call<E>) => Promise<ReplyOf<E> | Pended | typeof SENT>;
export interface Mounted {
  row: Endpoint;
  handle: (deps: Deps) => RequestHandler;
}

/** One endpoint: who may call, what may be sent, and a check that the answer fits the contract. */
export function endpoint<const E extends Endpoint>(row: E, handler: Handler<E>): Mounted {
  const handle =
    (deps: Deps): RequestHandler =>
    async (req, res) => {
      checkOrigin(req, deps.env);
      const reader = row.roles.length > 0 ? await admit(deps, req, res, row) : null;
      const input = readInput(req, row);
      const keyed = row.key && reader ? identify({ deps, req, reader, row, ...input }) : null;
      const reply = await handler({ deps, reader, keyed, req, res, ...input } as Call<E>);
      if (reply === SENT) return;
      res.setHeader('cache-control', 'no-store');
      if (reply instanceof Pended) {
        res.status(202).setHeader('location', reply.pending.answer).json(reply.pending);
        return;
      }
      res.status(row.status ?? 200).json(asPromised(deps, row, reply));
    };
  return { row, handle };
}

async function admit(deps: Deps, req: Request, res: Response, row: Endpoint): Promise<Reader> {
  const reader = await deps.login.whoAsks(req, res, orderOf(req));
  if (!reader) throw new Refused('NotSignedIn');
  if (!row.roles.includes(reader.role)) throw new Refused('NotAllowed');
  return reader;
}

/** The order in the path; a malformed one is refused where the input is read. */
const orderOf = (req: Request): string | undefined => OrderId.safeParse(req.params.orderId).data;

function identify(input: Input & { deps: Deps; req: Request; reader: Reader; row: Endpoint }): Keyed {
  const { deps, req, reader, row, params } = input;
  const identity = { personId: reader.id, route: routeOf(row, params), key: readKey(req) };
  const hashes = bodyHashes(secretOf(deps.env), input.body);
  return { ...identity, ...hashes, callId: callId(identity), rowId: idOfCall(identity) };
}

/**
 * The route with its ids: the same key on another order is another call. Built from the parsed path, because Express
 * treats a trailing slash, capitals and escapes as the same path.
 */
function routeOf(row: Endpoint, params: Record<string, string>): string {
  const path = row.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]!));
  return `${row.method} ${API_PREFIX}${path}`;
}

// Parsing also drops fields that the contract does not name, so nothing leaks by accident.
function asPromised(deps: Deps, row: Endpoint, reply: unknown): unknown {
  const result = row.reply.safeParse(reply);
  if (result.success) return result.data;
  deps.logger.error(
    { route: `${row.method} ${row.path}`, issues: result.error.issues.slice(0, 5) },
    'the response does not fit its contract',
  );
  if (isDevelopment(deps)) throw new Error(`The reply of ${row.method} ${row.path} breaks its contract`);
  return reply;
}
