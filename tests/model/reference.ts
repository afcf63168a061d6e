import { canMoveTo, rescheduleTerms } from '#contracts/visits/reschedule.ts';
import { brokenRule, standsInCalendar, type Taken } from './rules.ts';
import { msOf, nowOf, type Operation, POLICIES, type World } from './world.ts';

/** What the system answered, in the words of the world. */
export type Reply =
  | { ok: true; shortlist?: Offer[]; helper?: number; from?: number; to?: number }
  | { ok: false; code: string; alternatives: number[] };
interface Offer {
  helper: number;
  from: number;
  to: number;
  hold: 'firm' | 'soft';
}
/** A slot as the database has it. */
export interface Row {
  order: number;
  helper: number;
  from: number;
  to: number;
  status: 'held' | 'confirmed' | 'done' | 'voided';
  expired: boolean;
}

interface Slot extends Taken {
  helper: number;
  status: 'held' | 'confirmed' | 'done';
  expired: boolean;
}
interface Candidate extends Offer {
  status: 'offered' | 'passed' | 'chosen' | 'declined';
}
interface Order {
  stage: 'inquiry' | 'selection' | 'matching' | 'agreement' | 'scheduled' | 'settled' | 'closed';
  round: number;
  candidates: Candidate[];
  booked: { helper: number; from: number; to: number } | null;
  moves: number;
  window: { from: number; to: number };
}

export type Reference = ReturnType<typeof createReference>;

/** Plain intervals in memory: who is booked when, and the possible results of every operation. */
export function createReference(world: World) {
  const slots: Slot[] = [];
  const leaves = world.helpers.map((): { from: number; to: number }[] => []);
  const working = world.helpers.map((helper) => helper.working);
  const orders = world.orders.map(
    ({ from, to }): Order => ({
      ...{ stage: 'inquiry', round: 0, candidates: [], booked: null, moves: 0 },
      window: { from, to },
    }),
  );
  const numbers = (...stages: Order['stage'][]) =>
    orders.flatMap((order, n) => (stages.includes(order.stage) ? [n] : []));
  const alive = (slot: Slot) => slot.status !== 'done' && !slot.expired;

  function fits(order: number, helper: number, from: number): boolean {
    const plan = world.orders[order]!;
    const taken = slots.filter((slot) => slot.helper === helper && !slot.expired);
    const { weeklyHours } = world.helpers[helper]!;
    const calendar = { weeklyHours, working: working[helper]!, leaves: leaves[helper]!, taken };
    const broken = brokenRule({
      ...{ calendar, order, from, to: from + plan.cells },
      ...{ policy: POLICIES[plan.policy], site: plan.site },
    });
    return broken === null;
  }

  /** In steps of half an hour from the beginning of the window. */
  function firstFree(order: number, helper: number): number | null {
    const { cells } = world.orders[order]!;
    const { from, to } = orders[order]!.window;
    for (let start = from; start + cells <= to; start += 6) if (fits(order, helper, start)) return start;
    return null;
  }

  function remove(which: (slot: Slot) => boolean): void {
    for (let n = slots.length - 1; n >= 0; n -= 1)
      if (slots[n]!.status !== 'done' && which(slots[n]!)) slots.splice(n, 1);
  }

  const softHolds = (helper: number, except: number): number =>
    orders.filter(
      (order, n) =>
        n !== except &&
        order.stage === 'selection' &&
        order.candidates.some((c) => c.helper === helper && c.hold === 'soft' && c.status === 'offered'),
    ).length;

  const choosable = (order: Order) => order.candidates.filter((c) => c.status !== 'declined');
  const isOwn = (n: number, c: { helper: number; from: number; to: number }) =>
    slots.find((s) => s.order === n && s.helper === c.helper && s.status !== 'done');

  /** Who of the shortlist could still be chosen. */
  const alternatives = (n: number, helper: number): number[] =>
    choosable(orders[n]!)
      .filter((c) => c.helper !== helper && (isOwn(n, c) || fits(n, c.helper, c.from)))
      .map((c) => c.helper);

  function take(n: number, helper: number, from: number, status: Slot['status'] = 'held'): void {
    const { cells, site } = world.orders[n]!;
    slots.push({ order: n, helper, from, to: from + cells, site, status, expired: false, done: false });
  }

  function recommend(n: number, named: number | null, reply: Reply): string | null {
    const order = orders[n]!;
    if (!reply.ok || !reply.shortlist) return `expected a shortlist, got ${JSON.stringify(reply)}`;
    const offers = reply.shortlist;
    const matching = world.helpers.flatMap((helper, h) => (helper.skilled ? [h] : []));
    const starts = new Map(matching.map((h) => [h, firstFree(n, h)]));
    const free = matching.filter((h) => starts.get(h) !== null);
    const policy = POLICIES[world.orders[n]!.policy];
    const { plenty, some, scarce } = policy.firmHolds;
    const share = free.length / Math.max(1, matching.length);
    const firm = share >= 0.5 ? plenty : share >= 0.2 ? some : scarce;
    for (const [rank, offer] of offers.entries()) {
      const { helper, from, hold } = offer;
      if (from !== starts.get(helper))
        return `helper ${helper} was offered at ${from}, first free is ${starts.get(helper)}`;
      if (hold !== (rank < firm ? 'firm' : 'soft'))
        return `rank ${rank + 1} of ${free.length} free got a ${hold} hold`;
      if (hold === 'soft' && helper !== named && softHolds(helper, n) >= policy.maxSoftHolds)
        return `helper ${helper} stands on ${softHolds(helper, n)} soft shortlists already`;
    }
    if (new Set(offers.map((o) => o.helper)).size < offers.length)
      return 'one helper stands twice on the shortlist';
    const offered = offers.map((o) => o.helper);
    const left = free.filter((h) => !offered.includes(h));
    const canFollow = left.filter(
      (h) => offers.length < firm || h === named || softHolds(h, n) < policy.maxSoftHolds,
    );
    if (offers.length < policy.shortlistSize && canFollow.length > 0)
      return `helpers ${canFollow} are free and were not offered`;
    if (named !== null && free.includes(named) && offered[0] !== named)
      return `the named helper ${named} is free and not the first of ${offered}`;
    remove((slot) => slot.order === n);
    for (const { helper, from } of offers.filter((o) => o.hold === 'firm')) take(n, helper, from);
    order.round += 1;
    order.booked = null;
    order.candidates = offers.map((offer) => ({ ...offer, status: 'offered' }));
    order.stage = offers.length > 0 ? 'selection' : 'matching';
    return null;
  }

  function book(n: number, helper: number, byHand: boolean, reply: Reply): string | null {
    const order = orders[n]!;
    const candidate = choosable(order).find((c) => c.helper === helper);
    if (!candidate && !byHand) return refused(reply, 'NotOnShortlist');
    if (!candidate && !world.helpers[helper]!.skilled) return refused(reply, 'HelperUnfit');
    const from = candidate ? candidate.from : firstFree(n, helper);
    const own = isOwn(n, { helper, from: 0, to: 0 });
    const held = own !== undefined && own.from === from;
    if (from === null || (!held && !fits(n, helper, from))) {
      const complaint = refused(reply, 'HelperTaken');
      const expected = alternatives(n, helper).sort();
      const got = reply.ok ? [] : [...reply.alternatives].sort();
      return (
        complaint ?? (String(got) === String(expected) ? null : `alternatives ${got}, expected ${expected}`)
      );
    }
    if (
      !reply.ok ||
      reply.helper !== helper ||
      reply.from !== from ||
      reply.to !== from + world.orders[n]!.cells
    )
      return `expected helper ${helper} at ${from}, got ${JSON.stringify(reply)}`;
    remove((slot) => slot.order === n);
    take(n, helper, from);
    for (const c of order.candidates) if (c.helper !== helper && c.status !== 'declined') c.status = 'passed';
    if (candidate) candidate.status = 'chosen';
    else {
      order.candidates = order.candidates.filter((c) => c.helper !== helper);
      order.candidates.push({ helper, from, to: reply.to, hold: 'firm', status: 'chosen' });
    }
    order.booked = { helper, from, to: reply.to };
    order.stage = 'agreement';
    return null;
  }

  function sign(n: number, reply: Reply): string | null {
    const order = orders[n]!;
    const { helper, from } = order.booked!;
    const own = isOwn(n, order.booked!);
    if (!own && !fits(n, helper, from)) return refused(reply, 'HoldLost');
    if (!reply.ok) return `expected the booking to be confirmed, got ${reply.code}`;
    remove((slot) => slot.order === n && slot.helper === helper);
    take(n, helper, from, 'confirmed');
    order.stage = 'scheduled';
    return null;
  }

  function reschedule(n: number, from: number, reply: Reply): string | null {
    const order = orders[n]!;
    const policy = POLICIES[world.orders[n]!.policy];
    const { helper } = order.booked!;
    const asked = {
      startsAt: msOf(world, from),
      from: msOf(world, order.booked!.from),
      now: nowOf(world),
      policy,
    };
    if (order.moves >= rescheduleTerms(policy).maxReschedules || !canMoveTo(asked)) return null;
    if (!fits(n, helper, from)) return refused(reply, 'HelperTaken');
    if (!reply.ok || reply.from !== from)
      return `expected the visit to move to ${from}, got ${JSON.stringify(reply)}`;
    remove((slot) => slot.order === n);
    take(n, helper, from, 'confirmed');
    const to = from + world.orders[n]!.cells;
    order.booked = { helper, from, to };
    // A replacement keeps the wanted window, or exactly the new time.
    if (from < order.window.from || to > order.window.to) order.window = { from, to };
    order.moves += 1;
    return null;
  }

  /** A change that takes time away: promised visits object unless confirmed, mere holds are let go. */
  function change(
    helper: number,
    confirm: boolean,
    reply: Reply,
    apply: () => unknown,
    undo: () => unknown,
  ): string | null {
    const stands = (slot: Slot) => standsInCalendar(slot, working[helper]!, leaves[helper]!);
    const before = slots.filter((slot) => slot.helper === helper && slot.status !== 'done' && stands(slot));
    apply();
    const fallen = before.filter((slot) => !stands(slot));
    const promised = fallen.filter(({ order }) => {
      const { stage, booked } = orders[order]!;
      return booked?.helper === helper && (stage === 'agreement' || stage === 'scheduled');
    });
    if (promised.length > 0 && !confirm) {
      undo();
      return refused(reply, 'CalendarConflict');
    }
    if (!reply.ok) return `expected the calendar to change, got ${reply.code}`;
    remove((slot) => fallen.includes(slot) && !promised.includes(slot));
    return null;
  }

  return {
    world,
    open: () => numbers('inquiry', 'selection', 'matching', 'agreement', 'scheduled'),
    inSelection: () => numbers('selection'),
    agreed: () => numbers('agreement'),
    planned: () => numbers('scheduled'),
    edges: () => slots.filter(alive).map((slot) => slot.to),
    roundOf: (n: number) => orders[n]!.round,
    bookedOf: (n: number) => orders[n]!.booked,
    candidateAt: (n: number, rank: number) => orders[n]!.candidates[rank]?.helper,

    /** Whether the operation makes sense where the order stands: all else is refused before it comes to a booking. */
    applies(operation: Operation): boolean {
      if (!('order' in operation))
        return operation.do !== 'endLeave' || leaves[operation.helper]![operation.nth] !== undefined;
      const order = orders[operation.order]!;
      const stages: Partial<Record<Operation['do'], Order['stage'][]>> = {
        recommend: ['inquiry', 'selection', 'matching'],
        choose: ['selection', 'agreement'],
        dispatch: ['inquiry', 'selection', 'matching'],
        decline: ['selection'],
        sign: ['agreement'],
        reschedule: ['scheduled'],
        finish: ['scheduled'],
        release: ['agreement', 'scheduled'],
        cancel: ['inquiry', 'selection', 'matching', 'agreement', 'scheduled'],
        expire: ['selection', 'agreement'],
      };
      if (!stages[operation.do]!.includes(order.stage)) return false;
      if (operation.do === 'reschedule') {
        const { policy } = world.orders[operation.order]!;
        const from = msOf(world, order.booked!.from);
        const startsAt = msOf(world, operation.start);
        const terms = rescheduleTerms(POLICIES[policy]);
        return (
          order.moves < terms.maxReschedules &&
          canMoveTo({ startsAt, from, now: nowOf(world), policy: POLICIES[policy] })
        );
      }
      if (operation.do !== 'choose' && operation.do !== 'decline') return true;
      const candidate = order.candidates[operation.rank];
      return candidate !== undefined && (operation.do === 'choose' || candidate.status === 'offered');
    },

    /** Applies the system's answer: null, or what is wrong with it. */
    judge(operation: Operation, reply: Reply): string | null {
      switch (operation.do) {
        case 'recommend':
          return recommend(operation.order, operation.named, reply);
        case 'choose':
          return book(operation.order, this.candidateAt(operation.order, operation.rank)!, false, reply);
        case 'dispatch':
          return book(operation.order, operation.helper, true, reply);
        case 'sign':
          return sign(operation.order, reply);
        case 'reschedule':
          return reschedule(operation.order, operation.start, reply);
        case 'leave': {
          const { helper, from, to, confirm } = operation;
          const list = leaves[helper]!;
          // Inside an existing leave it is the same leave.
          const there = list.some((leave) => leave.from <= from && to <= leave.to);
          const before = [...list];
          const undo = () => list.splice(0, list.length, ...before);
          return change(helper, confirm, reply, () => there || list.push({ from, to }), undo);
        }
        case 'work': {
          const { helper } = operation;
          const before = working[helper]!;
          const apply = () => (working[helper] = operation.working);
          return change(helper, operation.confirm, reply, apply, () => (working[helper] = before));
        }
      }
      if (!reply.ok) return `expected yes, got ${reply.code}`;
      switch (operation.do) {
        case 'endLeave':
          leaves[operation.helper]!.splice(operation.nth, 1);
          return null;
        case 'decline': {
          const candidate = orders[operation.order]!.candidates[operation.rank]!;
          candidate.status = 'declined';
          remove((slot) => slot.order === operation.order && slot.helper === candidate.helper);
          return null;
        }
        case 'expire':
          for (const slot of slots)
            if (slot.order === operation.order && slot.status === 'held') slot.expired = true;
          return null;
        case 'finish':
          for (const slot of slots)
            if (slot.order === operation.order) Object.assign(slot, { status: 'done', done: true });
          orders[operation.order]!.stage = 'settled';
          return null;
        case 'release': {
          const order = orders[operation.order]!;
          const { helper } = order.booked!;
          remove((slot) => slot.order === operation.order && slot.helper === helper);
          for (const c of order.candidates) if (c.helper === helper) c.status = 'declined';
          Object.assign(order, { stage: 'matching', booked: null });
          return null;
        }
        case 'cancel':
          remove((slot) => slot.order === operation.order);
          orders[operation.order]!.stage = 'closed';
          return null;
      }
    },

    /** Compares with every slot the database has of this world. A hold past its time may have been voided or not. */
    compare(rows: Row[]): string | null {
      remove((slot) => slot.expired && !rows.some((row) => row.status === 'held' && sameSlot(row, slot)));
      const text = (list: (Row | Slot)[]) =>
        list
          .filter((row) => row.status !== 'voided')
          .map(
            (r) =>
              `order ${r.order} helper ${r.helper} [${r.from}, ${r.to}) ${r.status}${r.expired ? ' expired' : ''}`,
          )
          .sort()
          .join('\n');
      if (text(rows) !== text(slots))
        return `the database has\n${text(rows)}\nand should have\n${text(slots)}`;
      const clash = slots.find((a) => alive(a) && slots.some((b) => b !== a && alive(b) && meet(a, b)));
      return clash ? `helper ${clash.helper} is booked twice at [${clash.from}, ${clash.to})` : null;
    },
  };
}

const refused = (reply: Reply, code: string): string | null =>
  !reply.ok && reply.code === code ? null : `expected ${code}, got ${JSON.stringify(reply)}`;
const sameSlot = (a: Row, b: Slot): boolean =>
  a.order === b.order && a.helper === b.helper && a.from === b.from && a.to === b.to;
const meet = (a: Slot, b: Slot): boolean => a.helper === b.helper && a.from < b.to && b.from < a.to;
