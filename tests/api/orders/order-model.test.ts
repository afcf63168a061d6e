import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderView } from '#contracts/orders/order.ts';
import { sql } from '#platform/sql.ts';
import type { Person } from '#tests/support/an-api.ts';
import { aLivingApi, type LivingApi } from './order-model/living-api.ts';
import { aRealOrder, type Everybody, everybody } from './order-model/real-order.ts';
import { type Act, after, expected, newModel, onward, type Step, type Who } from './order-model/reference.ts';

// A call costs a twelfth of a second of processor time. More: ANJIA_MODEL_COMMANDS=10000 ANJIA_MODEL_SEED=7
const COMMANDS = Number(process.env.ANJIA_MODEL_COMMANDS ?? 400);
const SEED = Number(process.env.ANJIA_MODEL_SEED ?? 1);
const PER_ORDER = 40;
const LANES = 4;
/** How often the API is asked first whether it offers the call. */
const OFFERS_EVERY = 3;

const WHO: Who[] = ['customer', 'stranger', 'booked', 'offered', 'unasked', 'agent', 'ops'];
const ACTS: Act[] = [
  ...([
    'choose',
    'chooseUnknown',
    'rematch',
    'accept',
    'sign',
    'depart',
    'override',
    'checkOut',
    'confirm',
  ] as const),
  ...([
    'object',
    'reject',
    'cash',
    'wrongCash',
    'review',
    'cancel',
    'withdraw',
    'dispatchUnknown',
    'retry',
  ] as const),
  ...(['complete', 'read'] as const),
];
const TO_THE_AGREEMENT: Step[] = [
  { who: 'customer', act: 'choose' },
  { who: 'customer', act: 'sign' },
  { who: 'booked', act: 'sign' },
];
const HOUR = 3_600_000;

/** Mostly random calls by anybody; sometimes the next useful one, because few orders would get far otherwise. */
const aStep = fc.oneof(
  { weight: 4, arbitrary: fc.record({ who: fc.constantFrom(...WHO), act: fc.constantFrom(...ACTS) }) },
  { weight: 1, arbitrary: fc.constant('onward' as const) },
);
// Calls that end an order or set it back are rare, so that other calls can follow.
const ENDS: Act[] = ['cancel', 'withdraw', 'rematch'];
const isTurn = (step: Step | 'onward', n: number) =>
  step !== 'onward' && ENDS.includes(step.act) && n % 7 !== 0;

let living: LivingApi;
let people: Everybody;
beforeAll(async () => {
  living = await aLivingApi();
  people = await everybody(living);
  // Who answers is drawn: nobody says yes by himself.
  await living.api.database.models.helper.updateMany({ data: { autoAccept: false } });
}, 120_000);
afterAll(() => living?.close(), 60_000);

let day = 2;
const said: Record<string, number> = {};
const stages: Record<string, number> = {};

/** Runs the steps on a new order and on the model; returns the first difference, or null. */
async function play(steps: (Step | 'onward')[]): Promise<object | null> {
  const order = await aRealOrder(living, people, day++ % 60 || 2);
  let model = newModel();
  const lost = await order.stands(model);
  if (lost) return lost === 'nobody left' ? null : { before: 'the first step', ...lost };
  for (const [n, drawn] of steps.entries()) {
    const step = drawn === 'onward' || isTurn(drawn, n) ? onward(model) : drawn;
    const should = expected(model, step);
    const offered = n % OFFERS_EVERY === 0 ? await order.offers(step) : null;
    const is = await order.does(step);
    said[is] = (said[is] ?? 0) + 1;
    stages[model.stage] = (stages[model.stage] ?? 0) + 1;
    if (is !== should) return { order: order.id, n, step, model, is, should };
    if (offered !== null && offered !== (is === 'ok'))
      return { order: order.id, n, step, model, is, offered };
    if (is !== 'ok' || step.act === 'read') continue;
    model = after(model, step);
    const difference = await order.stands(model);
    // No helper of the city is available any more: the model knows no calendars.
    if (difference === 'nobody left') return null;
    if (difference) return { order: order.id, n, step, model, ...difference };
  }
  return null;
}

test('F03: too early to depart or to check in → 409 with the time from which it is possible, and not offered', async () => {
  const order = await aRealOrder(living, people, 3);
  const path = `/orders/${order.id}`;
  let model = newModel();
  for (const step of TO_THE_AGREEMENT) {
    expect(await order.stands(model)).toBeNull();
    expect(await order.does(step)).toBe('ok');
    model = after(model, step);
  }
  expect(await order.stands(model)).toBeNull();
  const { body } = await living.send(people.ops, 'get', path).expect(200);
  const helper = await people.helper(body.helper.id);
  const { departFrom, checkInFrom, startsAt } = body.visit;
  expect([departFrom, checkInFrom].map((at) => Date.parse(startsAt) - Date.parse(at))).toEqual([
    3 * HOUR,
    HOUR / 2,
  ]);
  const reason = 'phoned';
  const calls: [Person, string, object, string][] = [
    [helper, 'departure', {}, departFrom],
    [helper, 'check-in', { startCode: '1234' }, checkInFrom],
    [people.agent, 'departure', {}, departFrom],
    [people.ops, 'check-in-override', { reason }, checkInFrom],
  ];
  for (const [who, end, fields, from] of calls) {
    const refused = await living.send(who, 'post', `${path}/${end}`, fields);
    expect(refused.body).toMatchObject({ status: 409, code: 'TooEarly', from });
    const { allowed } = (await living.send(who, 'get', path).expect(200)).body;
    for (const action of ['depart', 'checkIn', 'overrideCheckIn']) expect(allowed).not.toContain(action);
  }
  const { visits } = (await living.send(helper, 'get', '/my-day').expect(200)).body;
  expect(visits.find((one: { id: string }) => one.id === order.id)).toMatchObject({ mayDepart: false });
  // From here on the steps of a visit are possible at any time: the model knows none.
  await living.api.database.execute(
    sql`UPDATE policy SET body = body || '{"departEarly": "100 days", "checkInEarly": "100 days"}'`,
  );
}, 60_000);

test('F05: who acted for the helper does not confirm or review; a colleague does, in the own name, and the customer hears', async () => {
  const order = await aRealOrder(living, people, 4);
  let model = newModel();
  const live = async (steps: Step[]) => {
    for (const step of steps) {
      expect(await order.stands(model)).toBeNull();
      expect(await order.does(step)).toBe('ok');
      model = after(model, step);
    }
    expect(await order.stands(model)).toBeNull();
  };
  const seen = async (who: Person) =>
    (await living.send(who, 'get', `/orders/${order.id}`).expect(200)).body as OrderView;
  await live([...TO_THE_AGREEMENT, { who: 'agent', act: 'override' }, { who: 'agent', act: 'checkOut' }]);
  expect(await order.does({ who: 'agent', act: 'confirm' })).toBe('NeedsColleague');
  expect(await seen(people.agent)).toMatchObject({ forColleagues: ['confirmCompletion'] });
  expect((await seen(people.agent)).allowed).not.toContain('confirmCompletion');
  expect(await seen(people.ops)).toMatchObject({ forColleagues: [] });
  await live([{ who: 'ops', act: 'confirm' }]);
  expect(await order.does({ who: 'agent', act: 'review' })).toBe('NeedsColleague');
  await live([{ who: 'ops', act: 'review' }]);
  const { visit, timeline } = await seen(people.ops);
  expect(visit!.confirmedBy).toBe('ops');
  const stated = (kind: string) => timeline.find((item) => item.kind === kind);
  expect(stated('completionConfirmed')).toMatchObject({
    role: 'ops',
    payload: { by: 'ops', onBehalf: true },
  });
  expect(stated('reviewed')).toMatchObject({ role: 'ops', payload: { onBehalf: true } });
  const told = await living.api.database.models.notice.findMany({
    where: { orderId: order.id, personId: people.customer.id },
  });
  expect(told.map(({ template }) => template)).toEqual(
    expect.arrayContaining(['visitStarted', 'confirmDone', 'confirmedForYou', 'reviewedForYou']),
  );
}, 60_000);

test(`${COMMANDS} random calls, right and wrong, by everybody: the API says and does what the rules say`, async () => {
  const numRuns = Math.ceil(COMMANDS / PER_ORDER / LANES);
  const steps = fc.array(aStep, { minLength: PER_ORDER, maxLength: PER_ORDER });
  const lane = (n: number) =>
    fc.assert(
      fc.asyncProperty(steps, async (drawn) => {
        expect(await play(drawn)).toBeNull();
      }),
      { numRuns, seed: SEED * 1000 + n, endOnFailure: true },
    );
  // All finish before one fails: the instance must not stop under the others.
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, (_, n) => lane(n)));
  for (const one of lanes) if (one.status === 'rejected') throw one.reason;
  // It has seen something of everything.
  expect(Object.keys(stages).sort()).toEqual(
    expect.arrayContaining(['agreement', 'closed', 'review', 'scheduled', 'selection', 'visit']),
  );
  expect(Object.keys(said)).toEqual(
    expect.arrayContaining(['ok', 'NotAllowed', 'NotFound', 'OrderClosed', 'WrongStage']),
  );
  if (process.env.ANJIA_MODEL_TELL) console.log(JSON.stringify({ said, stages }));
}, 3_600_000);
