import { z } from 'zod';
import { freeText } from '#contracts/typed/text.ts';
import { ROLES, type Role } from './people/roles.ts';
import { OrderId } from './scalars.ts';

/**
 * One row per endpoint: the server checks with it, the client is typed by it, OpenAPI is made from it.
 * `roles`: who may call (empty: anyone, signed in or not). `key`: an unsafe call that needs an Idempotency-Key.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  summary: string;
  roles: readonly Role[];
  key: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  reply: z.ZodType;
  /** Status of success; 200 by default. 202 is added for every message into an order. */
  status?: 200 | 201;
  /** Only on development servers. */
  development?: boolean;
}

export const ALL = ROLES;
export const orderParams = z.object({ orderId: OrderId });
export const caseParams = z.object({ caseId: z.uuid() });
export const helperParams = z.object({ helperId: z.uuid() });
export const Note = freeText(500).optional();
export const Reason = z.string().regex(/^[\w.-]{1,40}$/);
export const Nothing = z.strictObject({});
/** As for messages (contracts/durable/shape.ts). */
export const MOST_FEN = 1_000_000_00;
export const Done = z.object({ ok: z.literal(true) });

/** The answer to every message: done at this version, or still in progress (202). */
export const Accepted = z.object({ ok: z.literal(true), orderId: OrderId, version: z.int() });
export type Accepted = z.infer<typeof Accepted>;
/** The same for a message into a case; the version is that of the case. */
export const CaseAccepted = z.object({ ok: z.literal(true), caseId: z.uuid(), version: z.int() });
export type CaseAccepted = z.infer<typeof CaseAccepted>;
