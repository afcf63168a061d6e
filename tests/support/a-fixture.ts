import { randomBytes, randomUUID } from 'node:crypto';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { type Activities, createActivities } from '#activities/index.ts';
import type { Action } from '#contracts/access.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Booked } from '#contracts/matching/effects.ts';
import type { Role } from '#contracts/people/roles.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Actor, Enter, Move } from '#contracts/transition.ts';
import type { Database } from '#platform/database.ts';
import { makeProof } from '#platform/proof.ts';
import { demoId } from '#prisma/seed/demo-people.ts';
import { seedCity } from '#prisma/seed/seed-city.ts';
import { NO_CASES } from '#tests/support/no-cases.ts';
import { aDatabase } from './postgres.ts';

export const SECRET = 'a secret of at least thirty-two letters';
/** The id of every message that `order.actor` vouches for. */
export const MESSAGE_ID = 'message-1';
export const CUSTOMER = demoId('customer/1');
export const OPS = demoId('ops/11');
export const AGENT = demoId('agent/21');
/** Can do most things at any hour. */
export const HELPER = demoId('helper/100');
export const OTHER_HELPER = demoId('helper/101');

/** 10:00 in Zibo on a Wednesday some weeks ahead: whenever the tests run, the same helpers are at work. */
export function tenOClock(weeks = 3): Date {
  const today = new Date(Date.now() + 8 * 3_600_000);
  const toWednesday = (3 - today.getUTCDay() + 7) % 7;
  const day = today.getUTCDate() + toWednesday + 7 * weeks;
  return new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), day, 2));
}
export const hours = (n: number): number => n * 3_600_000;

/** A seeded city with the real activities on a database of its own. */
export async function aFixture(input: { max?: number } = {}) {
  const db = await aDatabase(input);
  const { database } = db;
  await seedCity({ database, secret: SECRET, development: true });
  const activities = createActivities({
    cases: NO_CASES,
    database,
    secret: SECRET,
    heartbeatMs: 1_000,
    gateway: outboxGateway(database),
    tellBounced: async () => undefined,
  });
  return { ...db, activities, anOrder: (how: HowOrdered = {}) => anOrder({ database, activities }, how) };
}
export type Fixture = Awaited<ReturnType<typeof aFixture>>;
export type TestOrder = Awaited<ReturnType<Fixture['anOrder']>>;

export interface HowOrdered {
  policy?: Partial<Policy>;
  serviceCode?: string;
  quantity?: number;
  minutes?: number;
  windowStart?: Date;
  windowHours?: number;
  wishes?: object;
}

/** A stored inquiry, as the API writes it, and the moves of its life. */
async function anOrder(
  { database, activities }: { database: Database; activities: Activities },
  how: HowOrdered,
) {
  const id = `JZ261122-${randomBytes(8)
    .toString('hex')
    .toUpperCase()
    .replace(/[0189]/g, 'Z')
    .slice(0, 8)}`;
  const {
    serviceCode = 'dailyCleaning',
    quantity = 3,
    minutes = 180,
    windowStart = tenOClock(),
    windowHours = 6,
  } = how;
  const policy: Policy = { ...STANDARD_POLICY, ...how.policy };
  const address = await database.models.address.findFirstOrThrow({ where: { personId: CUSTOMER } });
  await database.models.order.create({
    data: {
      id,
      stage: 'inquiry',
      city: 'zibo',
      district: '370303',
      serviceCode,
      quantity,
      minutes,
      windowStart,
      windowEnd: new Date(windowStart.getTime() + hours(windowHours)),
      customerId: CUSTOMER,
      policyKey: policy.key,
      policy: policy as object,
      placedBy: CUSTOMER,
      bodyHash: 'body',
      inquiry: {
        create: {
          contactName: address.contactName,
          contactPhone: address.contactPhone,
          addressLine: address.line,
          latitude: address.latitude,
          longitude: address.longitude,
          wishes: how.wishes ?? {},
        },
      },
    },
  });
  let steps = 0;
  const order = {
    id,
    policy,
    row: () => database.models.order.findUniqueOrThrow({ where: { id } }),
    events: async () =>
      (await database.models.orderEvent.findMany({ where: { orderId: id }, orderBy: { id: 'asc' } })).map(
        (e) => e.kind,
      ),

    /** The next move of this order; what is not named follows the row. */
    async move(
      more: { enter?: Partial<Enter>; actor?: Actor; cause?: string; at?: Date; key?: string } = {},
    ): Promise<Move> {
      const row = await order.row();
      steps += 1;
      return {
        step: {
          key: more.key ?? `${id}:step:${steps}`,
          orderId: id,
          version: row.version + 1,
          actor: more.actor ?? { id: null, role: 'system' },
          cause: more.cause ?? (more.actor?.proof ? MESSAGE_ID : `cause ${steps}`),
          at: (more.at ?? new Date()).toISOString(),
        },
        enter: {
          stage: row.stage as Enter['stage'],
          waitingFor: null,
          deadline: null,
          needsOps: false,
          needsOpsReason: null,
          settlement: row.settlement as Enter['settlement'],
          clockShiftMs: Number(row.clockShiftMs),
          ...more.enter,
        },
      };
    },
    /** A person whose message the API vouches for. */
    actor: (
      role: Role,
      personId: string,
      action: Action,
      more: Pick<Actor, 'reason' | 'noteId' | 'fields'> = {},
    ): Actor => {
      const claim = { subject: 'order', id, message: action, messageId: MESSAGE_ID };
      const { fields, ...why } = more;
      const proof = makeProof(SECRET, { ...claim, body: { ...fields, ...why, by: personId, role } });
      return { id: personId, role, action, proof, ...more };
    },

    async recommend(
      more: {
        excluded?: string[];
        named?: string;
        reasons?: string[];
        capFen?: number;
        round?: number;
        window?: { windowStart: string; windowEnd: string };
        actor?: Actor;
      } = {},
    ) {
      const { actor, ...rest } = more;
      const enter = { stage: 'selection', waitingFor: 'customer' } as const;
      const move = await order.move({ enter, ...(actor ? { actor } : {}) });
      return activities.recommendHelpers({
        ...move,
        none: {
          ...move.enter,
          stage: 'matching',
          waitingFor: 'ops',
          needsOps: true,
          needsOpsReason: 'noHelperFound',
        },
        round: 1,
        excluded: [],
        reasons: [],
        capFen: null,
        holdUntil: new Date(Date.now() + hours(1)).toISOString(),
        ...rest,
      });
    },
    async book(helperId: string, more: { byHand?: boolean; capFen?: number; round?: number } = {}) {
      const move = await order.move({ enter: { stage: 'agreement', waitingFor: 'helper' } });
      const holdUntil = new Date(Date.now() + hours(1)).toISOString();
      return activities.bookHelper({
        ...move,
        round: 1,
        helperId,
        byHand: false,
        holdUntil,
        capFen: null,
        ...more,
      });
    },
    /** What the API keeps when a person typed the code of an SMS. */
    async evidence(personId: string, termsHash: string): Promise<string> {
      const evidenceId = `evidence-${randomUUID()}`;
      await database.models.signingEvidence.create({
        data: {
          id: evidenceId,
          orderId: id,
          personId,
          termsHash,
          codeId: randomUUID(),
          ip: '192.0.2.7',
          device: 'Test phone',
        },
      });
      return evidenceId;
    },
    async sign(
      party: 'customer' | 'helper',
      booked: Booked,
      evidenceId?: string,
      more: { endsFreeExit?: true } = {},
    ) {
      const personId = party === 'customer' ? CUSTOMER : booked.helperId;
      const move = await order.move({
        enter: { stage: 'agreement', waitingFor: 'customer' },
        actor: order.actor(party, personId, 'sign'),
      });
      return activities.signAgreement({
        ...move,
        complete: { ...move.enter, stage: 'scheduled', waitingFor: 'helper' },
        agreementId: booked.agreementId,
        party,
        evidenceId: evidenceId ?? (await order.evidence(personId, booked.termsHash)),
        termsHash: booked.termsHash,
        ...more,
      });
    },
    /** From the inquiry to the signed agreement, with the first of the shortlist. */
    async signed(): Promise<Booked> {
      const { candidates } = await order.recommend();
      const booked = await order.book(candidates[0]?.helperId ?? 'nobody');
      if (!booked.ok) throw new Error(booked.code);
      await order.sign('helper', booked);
      await order.sign('customer', booked);
      return booked;
    },
    async visit(
      fact: Parameters<typeof activities.recordVisit>[0]['fact'],
      more: { startCode?: string; at?: Date } = {},
    ) {
      const { at, ...rest } = more;
      return activities.recordVisit({
        ...(await order.move({ at, enter: { stage: 'visit', waitingFor: 'helper' } })),
        fact,
        ...rest,
      });
    },
    /** To the confirmed and settled visit. */
    async settled(): Promise<Booked> {
      const booked = await order.signed();
      const { startCode } = await database.models.visit.findUniqueOrThrow({ where: { orderId: id } });
      const start = new Date(booked.startsAt);
      await order.visit('departed', { at: start });
      await order.visit('checkedIn', { startCode, at: start });
      await order.visit('checkedOut', { at: new Date(booked.endsAt) });
      await activities.settle({
        ...(await order.move({ enter: { stage: 'review', settlement: 'due' } })),
        by: 'customer',
        reductionFen: 0,
      });
      return booked;
    },
  };
  return order;
}
