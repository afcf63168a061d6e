import type { Slot } from '#activities/calendars/helper-calendar.ts';
import { bookingFactsSql } from '#activities/matching/fit-facts.ts';
import { type BookingFacts, whyNotBooked } from '#contracts/matching/who-is-fit.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Decided } from './decide-once.ts';
import type { SlotMessage } from './slot-message.ts';

/** The current facts of one order that a check needs. Times in ms since epoch. */
export interface Facts {
  stage: string;
  windowStart: number;
  windowEnd: number;
  minutes: number;
  /** The order's clock; a rehearsal's runs ahead. */
  now: number;
  site: { latitude: number; longitude: number };
  booked: (Slot & { helperId: string }) | null;
  /** Helpers who may still be chosen in this round, best first. */
  candidates: (Slot & { helperId: string; fit: boolean })[];
  proposals: number;
  amendments: number;
  /** When the first of the booked helper's required certificates expires; null: none expires. */
  validUntil: number | null;
  decided: Decided | null;
}

type Row = Omit<Facts, 'site' | 'booked' | 'candidates' | 'decided' | 'now'> & {
  n: number;
  latitude: number;
  longitude: number;
  clockShiftMs: number;
  helperId: string | null;
  startsAt: number | null;
  endsAt: number | null;
  city: string;
  /** of the service, and of the named illness */
  skills: string[];
  candidates: [helperId: string, startsAt: number, endsAt: number, facts: BookingFacts][];
  bodyHash: string | null;
  status: number | null;
  answer: unknown;
};

/** All of them in one round trip; null for an order that does not exist. */
export async function factsOf(database: Database, wanted: SlotMessage[]): Promise<(Facts | null)[]> {
  const asked = wanted.map(({ order, keyed }, n) => {
    const { personId, route, key } = keyed;
    return { n, orderId: order.id, personId, route, key };
  });
  const rows = await database.query<Row>(sql`/* prepared */
    SELECT a.n, o.stage, o.city, o.minutes, need.skills, o.clock_shift_ms::float8 AS "clockShiftMs", o.helper_id AS "helperId",
      extract(epoch FROM o.window_start)::float8 * 1000 AS "windowStart",
      extract(epoch FROM o.window_end)::float8 * 1000 AS "windowEnd",
      extract(epoch FROM o.starts_at)::float8 * 1000 AS "startsAt",
      extract(epoch FROM o.ends_at)::float8 * 1000 AS "endsAt",
      i.latitude, i.longitude, k.body_hash AS "bodyHash", k.status, k.answer,
      CASE WHEN o.stage = 'scheduled' THEN (SELECT count(*)::int FROM reschedule_proposal p
        WHERE p.order_id = o.id AND p.status = 'open') ELSE 0 END AS proposals,
      CASE WHEN o.stage = 'scheduled' THEN (SELECT count(*)::int FROM agreement_amendment m
        WHERE m.order_id = o.id) ELSE 0 END AS amendments,
      CASE WHEN o.stage = 'scheduled' THEN (SELECT extract(epoch FROM min(s.counts_until))::float8 * 1000
        FROM helper_skill s WHERE s.helper_id = o.helper_id AND s.skill = ANY(need.skills)) END AS "validUntil",
      coalesce((SELECT json_agg(json_build_array(c.helper_id, extract(epoch FROM c.starts_at)::float8 * 1000,
          extract(epoch FROM c.ends_at)::float8 * 1000,
          ${bookingFactsSql({ customerId: sql`o.customer_id`, skills: sql`need.skills` })}) ORDER BY c.rank)
        FROM candidate c JOIN helper h ON h.id = c.helper_id
        WHERE c.order_id = o.id AND c.round = o.round AND o.stage = 'selection'
          AND c.status IN ('offered', 'accepted', 'passed', 'chosen')), '[]') AS candidates
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        AS a (n int, "orderId" text, "personId" text, route text, key text)
      -- One by one: the planner, who does not know how few they are, would read the tables through.
      CROSS JOIN LATERAL (SELECT * FROM "order" WHERE id = a."orderId" OFFSET 0) o
      CROSS JOIN LATERAL (SELECT * FROM inquiry WHERE order_id = o.id OFFSET 0) i
      CROSS JOIN LATERAL (SELECT v.skills || CASE WHEN i.wishes ->> 'illness' IS NULL THEN '{}'
        ELSE ARRAY['illness:' || (i.wishes ->> 'illness')] END AS skills FROM service v WHERE v.code = o.service_code) need
      LEFT JOIN LATERAL (SELECT * FROM idempotency WHERE person_id = a."personId" AND route = a.route AND key = a.key
        OFFSET 0) k ON true`);
  const byNumber = new Map(rows.map((row) => [row.n, row]));
  return wanted.map((_, n) => {
    const row = byNumber.get(n);
    return row ? readFacts(row) : null;
  });
}

function readFacts(row: Row): Facts {
  const { helperId, startsAt, endsAt, bodyHash, status, answer, city, skills } = row;
  return {
    ...row,
    now: Date.now() + row.clockShiftMs,
    site: { latitude: row.latitude, longitude: row.longitude },
    booked: helperId && startsAt !== null && endsAt !== null ? { helperId, startsAt, endsAt } : null,
    candidates: row.candidates.map(([id, from, to, facts]) => ({
      helperId: id,
      startsAt: from,
      endsAt: to,
      fit:
        whyNotBooked(facts, { city, skills, illnessSkills: [], endsAt: to }, { evenRemoved: false }) === null,
    })),
    decided: bodyHash === null ? null : { bodyHash, status, answer },
  };
}
