import { randomUUID } from 'node:crypto';
import type { Activities } from '#activities/index.ts';
import { addLeave } from '#api/calendars/writes/add-leave.ts';
import { removeLeave } from '#api/calendars/writes/remove-leave.ts';
import { setWorkingTimes } from '#api/calendars/writes/set-working-times.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Enter, Move } from '#contracts/transition.ts';
import type { Database } from '#platform/database.ts';
import type { Reference, Reply, Row } from './reference.ts';
import {
  CELL_MINUTES,
  cellOf,
  msOf,
  nowOf,
  type Operation,
  POLICIES,
  SITES,
  type Span,
  type World,
} from './world.ts';

/** What the asker has seen: the shortlist and the helper who is booked. */
type Known = Pick<Reference, 'roundOf' | 'candidateAt' | 'bookedOf'>;

export interface System {
  run(operation: Operation, reference: Known): Promise<Reply>;
  slots(): Promise<Row[]>;
}

/** A city of its own in the database, moved by the real activities and by the writes of the helpers’ calendars. */
export async function openWorld(input: {
  database: Database;
  activities: Activities;
  world: World;
  customerId: string;
  /** The terms the orders are placed under; by default those their plan names. */
  policy?: Policy;
}): Promise<System> {
  const { database, activities, world, customerId, policy } = input;
  const city = `model-${randomUUID().slice(0, 13)}`;
  const helperIds = world.helpers.map((): string => randomUUID());
  const orderIds = new Map<number, string>();
  const versions = new Map<string, number>();
  const leaves = world.helpers.map((): string[] => []);
  const agreements = new Map<number, { agreementId: string; termsHash: string }>();
  let steps = 0;
  await addHelpers({ database, world, city, helperIds });

  const iso = (cell: number) => new Date(msOf(world, cell)).toISOString();
  const helperOf = (id: string) => helperIds.indexOf(id);
  const orderOf = new Map<string, number>();

  async function idOf(order: number): Promise<string> {
    const there = orderIds.get(order);
    if (there) return there;
    const id = await placeOrder({ database, world, city, customerId, order, policy });
    orderIds.set(order, id);
    orderOf.set(id, order);
    versions.set(id, 0);
    return id;
  }

  async function move(order: number, enter: Partial<Enter>): Promise<Move> {
    const orderId = await idOf(order);
    steps += 1;
    return {
      step: {
        key: `${orderId}:model:${steps}`,
        orderId,
        version: versions.get(orderId)! + 1,
        actor: { id: null, role: 'system' },
        cause: `model ${steps}`,
        at: new Date(nowOf(world)).toISOString(),
      },
      enter: {
        ...{ stage: 'selection', waitingFor: null, deadline: null, needsOps: false, needsOpsReason: null },
        ...{ settlement: 'none', clockShiftMs: 0, ...enter },
      },
    };
  }

  /** A yes brings the next version of the order, a no does not. */
  async function tell<A extends { ok: boolean; code?: string; alternatives?: string[] }>(
    order: number,
    ask: () => Promise<A>,
    more: (answer: Extract<A, { ok: true }>) => Partial<Extract<Reply, { ok: true }>> = () => ({}),
  ): Promise<Reply> {
    const answer = await ask();
    if (!answer.ok)
      return { ok: false, code: answer.code!, alternatives: (answer.alternatives ?? []).map(helperOf) };
    const id = orderIds.get(order)!;
    versions.set(id, versions.get(id)! + 1);
    return { ok: true, ...more(answer as Extract<A, { ok: true }>) };
  }
  const cells = (slot: { startsAt: string; endsAt: string }) => ({
    from: cellOf(world, Date.parse(slot.startsAt)),
    to: cellOf(world, Date.parse(slot.endsAt)),
  });
  const holdUntil = () => new Date(Date.now() + 3_600_000).toISOString();

  async function book(order: number, helper: number, byHand: boolean, round: number): Promise<Reply> {
    const asked = await move(order, { stage: 'agreement', waitingFor: 'helper' });
    const helperId = helperIds[helper]!;
    const input = { ...asked, round, helperId, byHand, holdUntil: holdUntil(), capFen: null };
    return tell(
      order,
      () => activities.bookHelper(input),
      (booked) => {
        agreements.set(order, booked);
        return { helper: helperOf(booked.helperId), ...cells(booked) };
      },
    );
  }

  async function sign(order: number): Promise<Reply> {
    const { agreementId, termsHash } = agreements.get(order)!;
    const orderId = await idOf(order);
    const { helperId } = await database.models.agreement.findUniqueOrThrow({
      where: { id: agreementId },
      select: { helperId: true },
    });
    let reply: Reply = { ok: false, code: 'nobody signed', alternatives: [] };
    for (const party of ['helper', 'customer'] as const) {
      const personId = party === 'helper' ? helperId : customerId;
      const id = randomUUID();
      const evidence = {
        id,
        orderId,
        personId,
        termsHash,
        codeId: randomUUID(),
        ip: '192.0.2.7',
        device: 'model',
      };
      const signed = await database.models.signature.findFirst({ where: { agreementId, party } });
      if (signed) continue;
      await database.models.signingEvidence.create({ data: evidence });
      const asked = await move(order, { stage: 'agreement', waitingFor: 'customer' });
      const complete: Enter = { ...asked.enter, stage: 'scheduled', waitingFor: 'helper' };
      reply = await tell(order, () =>
        activities.signAgreement({ ...asked, complete, agreementId, party, evidenceId: id, termsHash }),
      );
    }
    return reply;
  }

  async function calendar(work: () => Promise<unknown>): Promise<Reply> {
    try {
      await work();
      return { ok: true };
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (typeof code !== 'string' || !(error instanceof Error) || error.name !== 'Refused') throw error;
      return { ok: false, code, alternatives: [] };
    }
  }

  return {
    async run(operation, reference) {
      switch (operation.do) {
        case 'recommend': {
          const { order, named } = operation;
          const asked = await move(order, { stage: 'selection', waitingFor: 'customer' });
          const none: Enter = { ...asked.enter, stage: 'matching', waitingFor: 'ops', needsOps: true };
          const round = reference.roundOf(order) + 1;
          const wish = { none, round, excluded: [], reasons: [], capFen: null, holdUntil: holdUntil() };
          const input = { ...asked, ...wish, ...(named === null ? {} : { named: helperIds[named]! }) };
          return tell(
            order,
            () => activities.recommendHelpers(input),
            ({ candidates }) => ({
              shortlist: candidates.map((c) => ({ helper: helperOf(c.helperId), hold: c.hold, ...cells(c) })),
            }),
          );
        }
        case 'choose': {
          const helper = reference.candidateAt(operation.order, operation.rank)!;
          return book(operation.order, helper, false, reference.roundOf(operation.order));
        }
        case 'dispatch':
          return book(operation.order, operation.helper, true, reference.roundOf(operation.order));
        case 'sign':
          return sign(operation.order);
        case 'decline': {
          const { order, rank } = operation;
          const helperId = helperIds[reference.candidateAt(order, rank)!]!;
          const asked = await move(order, { stage: 'selection', waitingFor: 'customer' });
          const round = reference.roundOf(order);
          return tell(order, () => activities.answerOffer({ ...asked, round, helperId, accept: false }));
        }
        case 'reschedule': {
          const { order, start } = operation;
          const asked = await move(order, { stage: 'scheduled', waitingFor: 'helper' });
          const wish = {
            amendmentId: randomUUID(),
            proposalId: null,
            side: 'customer' as const,
            feeFloorFen: 0,
          };
          return tell(
            order,
            () => activities.rescheduleVisit({ ...asked, ...wish, startsAt: iso(start) }),
            cells,
          );
        }
        case 'finish': {
          const { order } = operation;
          const asked = await move(order, { stage: 'review', settlement: 'due' });
          return tell(order, () => activities.settle({ ...asked, by: 'customer', reductionFen: 0 }));
        }
        case 'release': {
          const { order } = operation;
          const helperId = helperIds[reference.bookedOf(order)!.helper]!;
          const asked = await move(order, { stage: 'matching' });
          const event = { kind: 'helperWithdrew' as const, payload: { helperId, reason: 'ill' } };
          return tell(order, () => activities.releaseHelper({ ...asked, helperId, event }));
        }
        case 'cancel': {
          const { order } = operation;
          const asked = await move(order, { stage: 'closed' });
          const ending = { ending: 'cancelled' as const, reward: false, fee: null };
          return tell(order, () => activities.closeOrder({ ...asked, ...ending }));
        }
        case 'expire': {
          const orderId = await idOf(operation.order);
          const heldUntil = new Date(Date.now() - 1_000);
          await database.models.booking.updateMany({
            where: { orderId, status: 'held' },
            data: { heldUntil },
          });
          return { ok: true };
        }
        case 'leave': {
          const { helper, from, to, confirm } = operation;
          const id = randomUUID();
          const body = { startsAt: iso(from), endsAt: iso(to), confirm };
          return calendar(async () => {
            const add = database.transaction((tx) =>
              addLeave({ tx, helperId: helperIds[helper]!, id, body }),
            );
            if ((await add).leave.id === id) leaves[helper]!.push(id);
          });
        }
        case 'endLeave': {
          const { helper, nth } = operation;
          const leaveId = leaves[helper]![nth]!;
          leaves[helper]!.splice(nth, 1);
          return calendar(() =>
            database.transaction((tx) => removeLeave({ tx, helperId: helperIds[helper]!, leaveId })),
          );
        }
        case 'work': {
          const { helper, working, confirm } = operation;
          const body = { times: working.map(daySpan), worksHolidays: true, confirm };
          return calendar(() =>
            database.transaction((tx) => setWorkingTimes({ tx, helperId: helperIds[helper]!, body })),
          );
        }
      }
    },

    async slots() {
      const rows = await database.models.booking.findMany({
        where: { helperId: { in: helperIds }, status: { not: 'released' } },
      });
      const now = Date.now();
      return rows.map((row) => ({
        order: orderOf.get(row.orderId)!,
        helper: helperOf(row.helperId),
        from: cellOf(world, row.startsAt.getTime()),
        to: cellOf(world, row.endsAt.getTime()),
        status: row.status as Row['status'],
        expired: row.status === 'held' && (row.heldUntil?.getTime() ?? 0) < now,
      }));
    },
  };
}

const daySpan = ({ day, from, to }: Span) => ({
  weekday: day + 1,
  startMinute: from * CELL_MINUTES,
  endMinute: to * CELL_MINUTES,
});

async function addHelpers(input: { database: Database; world: World; city: string; helperIds: string[] }) {
  const { database, world, city, helperIds } = input;
  await database.models.person.createMany({ data: helperIds.map((id) => ({ id, role: 'helper', city })) });
  await database.models.helper.createMany({
    data: world.helpers.map(({ weeklyHours }, n) => ({
      ...{ id: helperIds[n]!, displayName: `阿姨${n}`, city, homeDistrict: '370303' },
      ...{ homeLatitude: SITES[0]!.latitude, homeLongitude: SITES[0]!.longitude, reachMetres: 60_000 },
      ...{ sex: 'female', birthYear: 1980, level: 'senior', years: 3 + n, weeklyHours },
    })),
  });
  await database.models.helperSkill.createMany({
    data: world.helpers.flatMap(({ skilled }, n) =>
      skilled ? [{ helperId: helperIds[n]!, skill: 'cleaning' }] : [],
    ),
  });
  await database.models.workingTime.createMany({
    data: world.helpers.flatMap(({ working }, n) =>
      working.map((span) => ({ id: randomUUID(), helperId: helperIds[n]!, ...daySpan(span) })),
    ),
  });
}

let placed = 0;
/** Counted, not drawn: eight characters drawn ten thousand times are soon drawn twice. */
function nextOrderId(): string {
  placed += 1;
  const digits = [...placed.toString(32).padStart(8, '0')];
  return `JZ261122-${digits.map((digit) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[Number.parseInt(digit, 32)]).join('')}`;
}

/** A stored inquiry as the API writes it. */
async function placeOrder(input: {
  database: Database;
  world: World;
  city: string;
  customerId: string;
  order: number;
  policy: Policy | undefined;
}): Promise<string> {
  const { database, world, city, customerId, order } = input;
  const plan = world.orders[order]!;
  const id = nextOrderId();
  const policy = input.policy ?? POLICIES[plan.policy];
  await database.models.order.create({
    data: {
      ...{
        id,
        stage: 'inquiry',
        city,
        district: '370303',
        serviceCode: 'dailyCleaning',
        quantity: 1,
        customerId,
      },
      ...{ minutes: plan.cells * CELL_MINUTES, policyKey: policy.key, policy: policy as object },
      ...{ windowStart: new Date(msOf(world, plan.from)), windowEnd: new Date(msOf(world, plan.to)) },
      ...{ placedBy: customerId, bodyHash: 'model', createdAt: new Date(nowOf(world)) },
      inquiry: {
        create: {
          contactName: '张敏',
          contactPhone: '+8613900000001',
          addressLine: '1',
          ...SITES[plan.site]!,
        },
      },
    },
  });
  return id;
}
