import { likeText } from '#api/http/like-text.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { HelperRow } from '#contracts/helpers/helper.ts';
import { Mobile } from '#contracts/typed/phone.ts';
import type { Database } from '#platform/database.ts';
import { findByPhone } from '#platform/personal.ts';
import type { Secret } from '#platform/proof.ts';
import type { Prisma } from '#prisma/generated/client.ts';

type Row = Prisma.HelperGetPayload<{ include: { skills: true } }>;
const DAY = 86_400_000;

/** Helpers of the city by name or phone, or those whose certificates are missing or expire soon; the nearest expiry first. */
export async function findHelpers(input: {
  database: Database;
  secret: Secret;
  city: string;
  q?: string | undefined;
  expiring?: number | undefined;
}): Promise<HelperRow[]> {
  const { database, secret, city, q, expiring } = input;
  const by: Prisma.HelperWhereInput[] = [];
  const phone = Mobile.safeParse(q);
  if (phone.success) {
    by.push({ id: (await findByPhone(database, secret, phone.data))?.personId ?? NOBODY });
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
  const helpers = rows.map(presentHelperRow);
  if (expiring === undefined) return helpers;
  const at = (row: HelperRow): string => row.nextExpiry?.validUntil ?? '9';
  return helpers.sort((a, b) => at(a).localeCompare(at(b)));
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
    rating: row.ratingCount > 0 ? Math.round(row.ratingSum / row.ratingCount) / 100 : null,
    completed: row.completedCount,
    nextExpiry: next ? { skill: next.skill, validUntil: lastDay(next.certificateUntil!) } : null,
  };
}

/** The last valid local day: a certificate ends when that day does. */
export const lastDay = (until: Date): string =>
  new Date(until.getTime() - 1 + STANDARD_POLICY.utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
