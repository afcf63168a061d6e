import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isVerified } from '#activities/transition/is-verified.ts';
import type { Step } from '#contracts/transition.ts';
import { makeOldProof, makeProof } from '#platform/proof.ts';
import {
  type AnOrder,
  aTestServer,
  OPS,
  refusalOf,
  SECRET,
  type TestServer,
} from '#tests/support/an-order.ts';
import { workflowBundle } from '#tests/support/temporal.ts';

const isProven = (order: AnOrder, { step }: { step: Step }) =>
  isVerified(SECRET, { subject: 'order', id: order.orderId }, step);
const byPeople = (order: AnOrder) =>
  order.calls().flatMap(({ name, input }) => {
    const step = input.step as unknown as Step;
    return step.actor.role === 'system' ? [] : [{ name, step, proven: isProven(order, { step }) }];
  });
const marks = async (order: AnOrder) =>
  ((await order.handle.fetchHistory()).events ?? []).filter((e) => e.markerRecordedEventAttributes).length;

describe('what vouches for a message', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());

  test('every transition gets what the proof covers, and a happy order carries no mark', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.settled();
    await order.pays();
    await order.reaches({ settlement: 'paid' });
    await order.customer('submitReview', { attitude: 5, effect: 5, contractKept: true });
    expect(await order.ending()).toBe('completed');
    const steps = byPeople(order);
    expect(new Set(steps.map(({ step }) => step.actor.action)).size).toBe(7);
    expect(steps.filter(({ proven }) => !proven)).toEqual([]);
    expect(await marks(order)).toBe(0);
  });

  test('an update with a proof of the old form → asked to come again, and not in the history', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.reaches({ stage: 'selection' });
    const claim = { orderId: order.orderId, action: 'extendDeadline', by: OPS, role: 'ops' };
    const body = { minutes: 5, reason: 'customerAsked', by: OPS, role: 'ops' };
    const old = order.send('extendDeadline', { ...body, proof: makeOldProof(SECRET, claim) });
    expect(await refusalOf(old)).toBe('Unavailable');
    expect(byPeople(order)).toEqual([]);
    await order.gone();
  });

  test('a message copied from the history, sent again under another id or with another field → not verified', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.reaches({ stage: 'selection' });
    const body = { minutes: 5, reason: 'customerAsked', by: OPS, role: 'ops' };
    const claim = { subject: 'order', id: order.orderId, message: 'extendDeadline', messageId: 'm-1', body };
    const proof = makeProof(SECRET, claim);
    const send = (updateId: string, more: object = {}) =>
      order.handle.executeUpdate('extendDeadline', { args: [{ ...body, proof, ...more }], updateId });
    await send('m-1');
    await send('m-1');
    await send('m-2');
    await send('m-3', { minutes: 600 });
    expect(byPeople(order).map(({ step, proven }) => [step.cause, proven])).toEqual([
      ['m-1', true],
      ['m-2', false],
      ['m-3', false],
    ]);
    await order.gone();
  });

  test('a queued fact: its own proof counts; one of the old form, or of the update, does not', async () => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.signed();
    const { helperId } = await order.reaches({ stage: 'scheduled' });
    const deviceAt = new Date(await server.environment.currentTimeMs()).toISOString();
    const body = { by: helperId!, role: 'helper', deviceAt };
    const claim = { subject: 'order', id: order.orderId, messageId: 'out-1', body };
    const fact = { ...body, messageId: 'in-1', startCode: '1234' };
    const old = makeOldProof(SECRET, {
      orderId: order.orderId,
      action: 'checkIn',
      by: helperId!,
      role: 'helper',
    });
    await order.handle.signal('checkedIn', { ...fact, proof: old });
    await order.handle.signal('checkedOut', {
      ...{ ...body, messageId: 'out-1' },
      proof: makeProof(SECRET, { ...claim, message: 'checkedOut' }),
    });
    await order.reaches({ phase: 'checkedOut' });
    const facts = byPeople(order).filter(({ name }) => name === 'recordVisit');
    expect(
      facts.map(({ step, proven }) => [step.actor.signal, step.actor.proof === undefined, proven]),
    ).toEqual([
      ['checkedIn', true, false],
      ['checkedOut', false, true],
    ]);
    expect(await marks(order)).toBe(1);
    await order.gone();
  });
});

test('an order that took a fact with an old proof before the upgrade → the proof still counts afterwards', async () => {
  const code = readFileSync(workflowBundle().codePath, 'utf8');
  const guard = /\(0,\s*[\w.]*\.patched\)\(['"]proofOfShape['"]\)/;
  expect(code).toMatch(guard);
  // A build of before counts such a proof.
  const server = await aTestServer({ code: code.replace(guard, 'false') });
  const order = await server.anOrder({ startsIn: 0.5 });
  await order.signed();
  const { helperId } = await order.reaches({ stage: 'scheduled' });
  const old = { orderId: order.orderId, action: 'checkOut', by: helperId!, role: 'helper' };
  const deviceAt = new Date(await server.environment.currentTimeMs()).toISOString();
  const fact = {
    by: helperId!,
    role: 'helper',
    deviceAt,
    messageId: 'out-1',
    proof: makeOldProof(SECRET, old),
  };
  await order.handle.signal('checkedOut', fact);
  await order.view(); // it is in the history and waits for the check-in
  await server.upgrade();
  await order.helper('checkIn', { startCode: '1234' });
  await order.reaches({ phase: 'checkedOut' });
  expect(byPeople(order).at(-1)).toMatchObject({ step: { actor: { signal: 'checkedOut' } }, proven: true });
  expect(await marks(order)).toBe(0);
  await order.gone();
  await server.close();
});
