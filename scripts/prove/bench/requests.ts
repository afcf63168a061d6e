import type { Need } from '#activities/matching/find-free-helpers.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Wishes } from '#contracts/matching/wishes.ts';
import { CITY, DISTRICTS, SERVICES } from '#prisma/seed/catalogue.ts';
import { seeded } from '../simulate/seeded.ts';

export interface Request {
  order: OrderRow;
  need: Need;
  now: number;
}

/** Typical inquiries of a whole city: mostly cleaning, some care with wishes, within the next two weeks. */
export function randomRequests(input: {
  count: number;
  seed: number;
  today: Date;
  farthestReach: number;
}): Request[] {
  const draw = seeded(input.seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  const visits = SERVICES.filter(({ shape }) => shape === 'visit');
  return Array.from({ length: input.count }, (_, n): Request => {
    const district = draw() < 0.4 ? DISTRICTS[1]! : pick(DISTRICTS);
    const service = pick(visits);
    const day =
      Math.floor(input.today.getTime() / 86_400_000) * 86_400_000 +
      (1 + Math.floor(draw() * 14)) * 86_400_000;
    const windowStart = day + (pick([8, 9, 10, 13]) - 8) * 3_600_000;
    const windowHours = Math.max(service.standardMinutes / 60 + 1, pick([4, 6, 8]));
    const order: Partial<OrderRow> = {
      id: `BENCH-REQUEST-${n}`,
      city: CITY,
      district: district.code,
      serviceCode: service.code,
      quantity: service.usualQuantity,
      minutes: service.standardMinutes,
      windowStart: new Date(windowStart),
      windowEnd: new Date(windowStart + windowHours * 3_600_000),
      customerId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
      policy: STANDARD_POLICY,
    };
    const need: Need = {
      latitude: district.latitude + (draw() - 0.5) * 0.08,
      longitude: district.longitude + (draw() - 0.5) * 0.1,
      wishes: wishes(draw, pick),
      unitFen: service.priceFen,
      skills: service.skills as string[],
      illnessSkills:
        service.code === 'elderCare' && draw() < 0.3 ? [pick(['illness:stroke', 'illness:diabetes'])] : [],
      farthestReach: input.farthestReach,
      // For a city that is too large to examine everyone.
      helpers: 100,
    };
    return { order: order as OrderRow, need, now: input.today.getTime() };
  });
}

function wishes(draw: () => number, pick: <T>(list: readonly T[]) => T): Wishes {
  return {
    ...(draw() < 0.3 ? { sex: 'female' as const } : {}),
    ...(draw() < 0.1 ? { ageFrom: 25, ageTo: 50 } : {}),
    ...(draw() < 0.1 ? { dialect: 'zibo' } : {}),
    ...(draw() < 0.1 ? { brands: [pick(['ecoline', 'bluemoon'])] } : {}),
    ...(draw() < 0.15 ? { taboos: ['smoking'] } : {}),
  };
}
