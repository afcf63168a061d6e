import {
  clashOf,
  firstFreeStart,
  type HelperCalendar,
  type Slot,
} from '#activities/calendars/helper-calendar.ts';
import { loadCalendars } from '#activities/calendars/load-calendars.ts';
import { checkSlot } from '#activities/visits/visit-slot.ts';
import { Refused } from '#api/http/refused.ts';
import { canMoveTo, rescheduleTerms } from '#contracts/visits/reschedule.ts';
import type { Database } from '#platform/database.ts';
import { seenBefore } from './decide-once.ts';
import { type Facts, factsOf } from './facts-of.ts';
import type { Seen, SlotMessage } from './slot-message.ts';

const FREE: Seen = { is: 'free' };
/** Alternatives are searched this many days before and after. */
const AROUND = 3 * 86_400_000;

/**
 * Which messages the booking itself would refuse, judged by the committed rows: the same rules over the same
 * calendars, only without the lock. Uncertain ones count as free, and the workflow decides.
 */
export async function checkSlots(database: Database, wanted: SlotMessage[]): Promise<Seen[]> {
  const facts = await factsOf(database, wanted);
  const calendars = await calendarsOf(database, wanted, facts);
  return wanted.map((one, n) => {
    const known = facts[n];
    if (!known) return FREE;
    if (known.decided) return seenBefore(known.decided, one.keyed);
    const alternatives = takenFor(one, known, calendars);
    return alternatives ? { is: 'refused', refused: new Refused('HelperTaken', { alternatives }) } : FREE;
  });
}

/** One time span for all of them: the windows of those who choose, the days around those who move. */
async function calendarsOf(
  database: Database,
  wanted: SlotMessage[],
  facts: (Facts | null)[],
): Promise<Map<string, HelperCalendar>> {
  const open = wanted.flatMap((one, n) => {
    const known = facts[n];
    if (!known || known.decided) return [];
    const { startsAt } = one;
    const span =
      startsAt === null
        ? [known.windowStart, known.windowEnd]
        : [startsAt - AROUND, startsAt + known.minutes * 60_000 + AROUND];
    return { span, helperIds: [one.helperId, ...known.candidates.map(({ helperId }) => helperId)] };
  });
  if (open.length === 0) return new Map();
  const times = open.flatMap(({ span }) => span);
  return loadCalendars(database, {
    helperIds: [...new Set(open.flatMap(({ helperIds }) => helperIds))],
    from: Math.min(...times),
    to: Math.max(...times),
  });
}

/** Null: not certainly taken. Otherwise the remaining helpers or times. */
function takenFor(
  wanted: SlotMessage,
  facts: Facts,
  calendars: Map<string, HelperCalendar>,
): string[] | null {
  const calendar = calendars.get(wanted.helperId);
  if (!calendar) return null;
  switch (wanted.takes) {
    case 'offered': {
      const chosen = facts.candidates.find(({ helperId }) => helperId === wanted.helperId);
      if (facts.stage !== 'selection' || !chosen || !clashes(calendar, chosen, wanted, facts)) return null;
      const left = whoIsLeft(wanted, facts, calendars);
      // If nobody is left the workflow must know, because it then starts another search.
      return left.length > 0 ? left : null;
    }
    case 'anyHelper': {
      if (facts.stage !== 'selection' && facts.stage !== 'matching') return null;
      const candidate = facts.candidates.find(({ helperId }) => helperId === wanted.helperId);
      const gone = candidate
        ? clashes(calendar, candidate, wanted, facts)
        : firstFreeStart(calendar, { ...terms(wanted, facts), ...facts }) === null;
      return gone ? whoIsLeft(wanted, facts, calendars) : null;
    }
    case 'newStart':
      return otherTimes(wanted, facts, calendar);
    default:
      return null;
  }
}

const terms = ({ order }: SlotMessage, { site }: Facts) => ({
  ...{ orderId: order.id, site, policy: order.policy },
});

const clashes = (calendar: HelperCalendar, slot: Slot, wanted: SlotMessage, facts: Facts): boolean =>
  clashOf(calendar, slot, terms(wanted, facts)) !== null;

function whoIsLeft(wanted: SlotMessage, facts: Facts, calendars: Map<string, HelperCalendar>): string[] {
  return facts.candidates
    .filter(({ helperId, fit }) => {
      const calendar = helperId === wanted.helperId || !fit ? undefined : calendars.get(helperId);
      return calendar !== undefined;
    })
    .filter((one) => !clashes(calendars.get(one.helperId)!, one, wanted, facts))
    .map(({ helperId }) => helperId);
}

function otherTimes(wanted: SlotMessage, facts: Facts, calendar: HelperCalendar): string[] | null {
  const { booked, stage, proposals, amendments, now, site, validUntil } = facts;
  const { policy } = wanted.order;
  const startsAt = wanted.startsAt!;
  // If the order's own rules refuse, their answer is used.
  if (stage !== 'scheduled' || booked?.helperId !== wanted.helperId || proposals > 0) return null;
  if (amendments >= rescheduleTerms(policy).maxReschedules) return null;
  const from = { startsAt: booked.startsAt, endsAt: booked.endsAt };
  if (!canMoveTo({ startsAt, from: from.startsAt, now, policy })) return null;
  const slot = { startsAt, endsAt: startsAt + from.endsAt - from.startsAt };
  const need = { ...site } as Parameters<typeof checkSlot>[1]['need'];
  try {
    checkSlot(wanted.order, { helperId: wanted.helperId, from, slot, need, calendar, now, validUntil });
    return null;
  } catch (error) {
    const { refusal } = error as { refusal?: { code: string; alternatives?: string[] } };
    if (!refusal) throw error;
    return refusal.code === 'HelperTaken' ? (refusal.alternatives ?? []) : null;
  }
}
