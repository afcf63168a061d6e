import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { OrderNeed } from '#contracts/matching/who-is-fit.ts';
import { type Statement, sql } from '#platform/sql.ts';

/** What an order needs of a helper, as contracts/matching/who-is-fit.ts asks for it; `endsAt`: once the slot is known. */
export function orderNeedOf(
  order: Pick<OrderRow, 'city' | 'district' | 'minutes' | 'policy' | 'windowStart'>,
  { skills, illnessSkills, wishes }: Pick<OrderNeed, 'skills' | 'illnessSkills' | 'wishes'>,
  endsAt?: number,
): OrderNeed {
  const opens = order.windowStart.getTime();
  return {
    city: order.city,
    district: order.district,
    skills,
    illnessSkills,
    wishes,
    year: new Date(opens + order.policy.utcOffsetMinutes * 60_000).getUTCFullYear(),
    endsAt: endsAt ?? opens + order.minutes * 60_000,
  };
}

/** BookingFacts of a helper (alias h) as one JSON value; of the skills only those that are needed. */
export const bookingFactsSql = (asker: { customerId: Statement; skills: Statement }): Statement =>
  sql`jsonb_build_object('active', (SELECT p.active FROM person p WHERE p.id = h.id),
    'city', h.city, 'recommended', h.recommended,
    'blocked', EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = ${asker.customerId} AND b.blocked_id = h.id)
      OR EXISTS (SELECT 1 FROM block b WHERE b.blocker_id = h.id AND b.blocked_id = ${asker.customerId}),
    'skills', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'skill', k.skill, 'until', extract(epoch FROM k.counts_until) * 1000)), '[]')
      FROM helper_skill k WHERE k.helper_id = h.id AND k.skill = ANY(${asker.skills})))`;

/** HelperFacts of a helper (alias h, distance alias d.metres) as one JSON value. */
export const helperFactsSql = (asker: {
  customerId: Statement;
  skills: Statement;
  excluded: string[];
}): Statement =>
  sql`${bookingFactsSql(asker)} || jsonb_build_object('refused', h.id = ANY(${asker.excluded}::uuid[]),
    'metres', d.metres, 'reachMetres', h.reach_metres, 'districts', h.districts, 'sex', h.sex,
    'birthYear', h.birth_year, 'level', h.level, 'dialects', h.dialects, 'brands', h.brands, 'habits', h.habits)`;
