import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { ALL_COLUMNS } from '#activities/order-rows/order-columns.ts';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { VISIBLE } from '#api/access/find-order.ts';
import type { Reader } from '#api/http/reader.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Order } from '#prisma/generated/client.ts';

/** A session younger than this needs no renewal, so reading it is enough. */
const NOT_DUE = '29 days';

/**
 * The caller, when the session is signed, valid and not due for renewal: one query instead of three. Null means
 * unknown: then better-auth decides, as for every unusual session. The order that the call names is read with it, as
 * far as this person may see it.
 */
export async function knownSession(input: {
  database: Database;
  /** The newest first: the session may have been signed before the secret was changed. */
  secrets: readonly string[];
  cookieName: string;
  req: Request;
  orderId?: string | undefined;
}): Promise<Reader | null> {
  const { database, secrets, cookieName, req, orderId } = input;
  const given = bearerOf(req) ?? cookieOf(req, cookieName);
  const token = given && signedToken(given, secrets);
  if (!token) return null;
  if (orderId !== undefined) return withOrder({ database, token, orderId });
  const [reader] = await database.query<Reader>(sql`/* prepared */
    SELECT p.id, p.role, p.city, p.locale ${ofSession(token)}`);
  return reader ?? null;
}

const ofSession = (token: string) => sql`
  FROM session s JOIN person p ON p.id = s."userId"::uuid AND p.active AND s.token = ${token}
    AND s."expiresAt" > now() AT TIME ZONE 'UTC' + ${NOT_DUE}::interval`;

type Row = { [K in keyof Order]: Order[K] | null } & {
  askerId: string;
  askerRole: Reader['role'];
  askerCity: string;
  askerLocale: Reader['locale'];
};

async function withOrder(input: {
  database: Database;
  token: string;
  orderId: string;
}): Promise<Reader | null> {
  const { database, token, orderId } = input;
  const [row] = await database.query<Row>(sql`/* prepared */
    SELECT p.id AS "askerId", p.role AS "askerRole", p.city AS "askerCity", p.locale AS "askerLocale", ${ALL_COLUMNS}
    ${ofSession(token)} LEFT JOIN "order" o ON o.id = ${orderId} AND ${VISIBLE}`);
  if (!row) return null;
  const { askerId: id, askerRole: role, askerCity: city, askerLocale: locale, ...order } = row;
  return {
    id,
    role,
    city,
    locale,
    asked: { orderId, row: order.id === null ? null : readOrder(order as Order) },
  };
}

export function bearerOf({ headers }: Request): string | undefined {
  return /^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

/** A call with other credentials besides its cookie is left to better-auth. */
export function cookieOf({ headers }: Request, name: string): string | undefined {
  if (headers.authorization) return undefined;
  const found = (headers.cookie ?? '').split(/;\s*/).filter((part) => part.startsWith(`${name}=`));
  return found.length === 1 ? found[0]!.slice(name.length + 1) : undefined;
}

/** The token of `token.signature`, if we signed it. */
export function signedToken(given: string, secrets: readonly string[]): string | null {
  let plain: string;
  try {
    plain = decodeURIComponent(given);
  } catch {
    return null;
  }
  const dot = plain.lastIndexOf('.');
  if (dot < 1) return null;
  const token = plain.slice(0, dot);
  const signature = Buffer.from(plain.slice(dot + 1), 'base64');
  const isOurs = secrets.some((secret) => {
    const expected = createHmac('sha256', secret).update(token).digest();
    return signature.length === expected.length && timingSafeEqual(signature, expected);
  });
  return isOurs ? token : null;
}
