import type { Deps } from '#api/deps.ts';
import { likeText } from '#api/http/like-text.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { HelperRow } from '#contracts/helpers/helper.ts';
import { shownRating } from '#contracts/helpers/shown-rating.ts';
import type { ReplyOf } from '#contracts/http.ts';
import { Mobile } from '#contracts/typed/phone.ts';
import { secretOf } from '#platform/env.ts';
import { findByPhone } from '#platform/personal.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Row = Prisma.HelperGetPayload<{ include: { skills: true } }>;
const DAY = 86_400_000;

/** Helpers of the city by name or phone, or those whose certificates are missing or expire soon; the nearest expiry first. */
export async function findHelpers(input: {
  deps: Deps;
  city: string;
  q?: string | undefined;
  expiring?: number | undefined;
}): Promise<ReplyOf<'helpers'>> {
  const { deps, city, q, expiring } = input;
  const { database } = deps;
  const by: Prisma.HelperWhereInput[] = [];
  const phone = Mobile.safeParse(q);
  if (phone.success) {
    by.push({ id: (await findByPhone(database, secretOf(deps.env), phone.data))?.personId ?? NOBODY });
  } else if (q) {
    const named = await database.models.personPrivate.findMany({
      where: { name: { contains: likeText(q) }, person: { role: 'helper', city } },
      select: { personId: true },
      take: 50,
    });
    by.push({
      OR: [{ displayName: { contains: likeText(q) } }, { id: { in: named.map(({ personId }) => personId) } }],
    });
  }
  if (expiring !== undefined) {
    const before = new Date(Date.now() + expiring * DAY);
    by.push({ skills: { some: { countsUntil: { lte: before } } } });
  }
  const rows = await database.models.helper.findMany({
    where: { city, person: { active: true }, AND: by },
    include: { skills: true },
    orderBy: { displayName: 'asc' },
    take: 100,
  });
  const { shown, unreadable } = readableRows({
    ...{ deps, list: 'helpers', rows, item: HelperRow, present: presentHelperRow },
    idOf: ({ id }) => id,
  });
  const at = (row: HelperRow): string => row.nextExpiry?.validUntil ?? '9';
  if (expiring !== undefined) shown.sort((a, b) => at(a).localeCompare(at(b)));
  return { helpers: shown, unreadable };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

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
    nextExpiry: next ? { skill: next.skill, validUntil: lastDay(next.certificateUntil!) } : null,
  };
}

/** The last valid local day: a certificate ends when that day does. */
export const lastDay = (until: Date): string =>
  new Date(until.getTime() - 1 + STANDARD_POLICY.utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
