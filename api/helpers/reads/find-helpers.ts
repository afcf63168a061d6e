import type { z } from 'zod';
import type { Deps } from '#api/deps.ts';
import { likeText } from '#api/http/like-text.ts';
import { inOrder, listPage, type Part } from '#api/http/list-page.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { HelperRow } from '#contracts/helpers/helper.ts';
import { shownRating } from '#contracts/helpers/shown-rating.ts';
import type { http, ReplyOf } from '#contracts/http.ts';
import { Mobile } from '#contracts/typed/phone.ts';
import { secretOf } from '#platform/env.ts';
import { findByPhone, namedLike } from '#platform/personal.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Row = Prisma.HelperGetPayload<{ include: { skills: true } }>;
const DAY = 86_400_000;

/**
 * One page of the helpers of a city, by name or phone, in the order of their names; with `expiring` those whose
 * certificates are missing or expire soon, the nearest expiry first.
 */
export async function findHelpers(input: {
  deps: Deps;
  city: string;
  query: z.infer<typeof http.helpers.query>;
}): Promise<ReplyOf<'helpers'>> {
  const { deps, city, query } = input;
  const { database } = deps;
  const { q, expiring, after, limit = 50 } = query;
  const where = [sql`h.city = ${city}`, sql`p.active`, ...(q ? [await isCalled(deps, q)] : [])];
  const parts = [expiring === undefined ? byName(where) : byExpiry(where, expiring)];
  const { ids, next } = await listPage({ database, parts, after, limit });
  const found = await database.models.helper.findMany({
    where: { id: { in: ids } },
    include: { skills: true },
  });
  const { shown, unreadable } = readableRows({
    ...{ deps, list: 'helpers', rows: inOrder(ids, found), item: HelperRow, present: presentHelperRow },
    idOf: ({ id }) => id,
  });
  return { helpers: shown, next, unreadable };
}

const FROM = sql`helper h JOIN person p ON p.id = h.id`;
const id = { by: sql`h.id`, type: 'uuid' } as const;

const byName = (where: Statement[]): Part => ({
  ...{ name: 'helpers/name', id: sql`h.id`, from: FROM, where },
  keys: [{ by: sql`h.display_name`, type: 'text' }, id],
});
const byExpiry = (where: Statement[], days: number): Part => ({
  ...{ name: 'helpers/expiry', id: sql`h.id`, where },
  from: sql`${FROM} JOIN (
    SELECT helper_id, min(counts_until) AS until FROM helper_skill
    WHERE counts_until <= ${new Date(Date.now() + days * DAY)} GROUP BY helper_id) AS soon ON soon.helper_id = h.id`,
  keys: [{ by: sql`soon.until`, type: 'timestamptz' }, id],
});

/** By the whole phone number, or by a part of a name. */
async function isCalled(deps: Deps, q: string): Promise<Statement> {
  const phone = Mobile.safeParse(q);
  if (!phone.success) {
    const pattern = `%${likeText(q)}%`;
    return sql`(h.display_name LIKE ${pattern} OR h.id IN (${namedLike(pattern)}))`;
  }
  const found = await findByPhone(deps.database, secretOf(deps.env), phone.data);
  return found ? sql`h.id = ${found.personId}::uuid` : sql`false`;
}

export function presentHelperRow(row: Row): HelperRow {
  const next = row.skills
    .filter((skill) => skill.certificateUntil)
    .sort((a, b) => a.certificateUntil!.getTime() - b.certificateUntil!.getTime())[0];
  return {
    id: row.id,
    displayName: row.displayName,
    homeDistrict: row.homeDistrict,
    level: row.level as HelperRow['level'],
    recommended: row.recommended,
    rating: shownRating(row),
    completed: row.completedCount,
    missing: row.skills.filter(lacksCertificate).map(({ skill }) => skill),
    nextExpiry: next ? { skill: next.skill, validUntil: lastDay(next.certificateUntil!) } : null,
  };
}

/** It needs a certificate and has none, so it does not count. */
export const lacksCertificate = (skill: {
  certificateUntil: Date | null;
  countsUntil: Date | null;
}): boolean => skill.certificateUntil === null && skill.countsUntil !== null;

/** The last valid local day: a certificate ends when that day does. */
export const lastDay = (until: Date): string =>
  new Date(until.getTime() - 1 + STANDARD_POLICY.utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
