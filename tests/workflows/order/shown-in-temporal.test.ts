import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { type AnOrder, aTestServer, HELPER, type TestServer } from '#tests/support/an-order.ts';

// What the lists of the Temporal UI and the runbook ask for has to be right whenever an order waits for somebody.
describe('search attributes', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());

  test('each wait of a happy order is shown as it is, and the ending', async () => {
    const order = await server.anOrder({ startsIn: 0.5 });
    const waits: unknown[] = [];
    const rests = async () => {
      await isShown(order);
      const { stage, waitingFor } = await order.view();
      waits.push([stage, waitingFor]);
    };
    await order.reaches({ stage: 'selection' });
    await rests();
    await order.chosen();
    await rests();
    await order.signs('helper');
    await rests();
    await order.signs('customer');
    await rests();
    await order.helper('depart');
    await rests();
    await order.helper('checkIn', { startCode: '1234' });
    await rests();
    await order.helper('checkOut');
    await rests();
    await order.customer('confirmCompletion');
    await rests();
    await order.pays();
    await order.reaches({ settlement: 'paid' });
    await order.customer('submitReview', { attitude: 5, effect: 5, contractKept: true });
    await order.ending();
    await rests();
    expect(waits).toEqual([
      ['selection', 'customer'],
      ['agreement', 'helper'],
      ['agreement', 'customer'],
      ['scheduled', 'helper'],
      ['visit', 'helper'],
      ['visit', 'helper'],
      ['visit', 'customer'],
      ['review', 'customer'],
      ['closed', null],
    ]);
    expect(await shownOf(order)).toMatchObject({ OrderEnding: ['completed'], HelperId: [HELPER] });
  });

  test('a helper who is out is shown no more when the next one is looked for', async () => {
    const order = await server.anOrder();
    await order.chosen();
    await order.passes('31 minutes');
    await order.reaches({ stage: 'selection', round: 2 });
    await isShown(order);
    await order.gone();
  });

  test('a parked step is shown while it is parked, and not after', async () => {
    let broken = true;
    const refused = () => {
      if (broken) throw ApplicationFailure.nonRetryable('defect', 'StepRefused');
      return undefined;
    };
    const order = await server.anOrder({ overrides: { bookHelper: refused } });
    const choice = order.chosen();
    await order.reaches({ needsOpsReason: 'bookHelper: StepRefused' });
    expect(await shownOf(order)).toMatchObject({ NeedsOps: [true], OrderStage: ['selection'] });
    broken = false;
    await order.ops('retryStep', { reason: 'fixed' });
    await choice;
    await isShown(order);
    expect(await shownOf(order)).toMatchObject({ NeedsOps: [false] });
    await order.gone();
  });

  test('what ops are told beside the story, or do to a deadline, is shown at once', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    await order.handle.signal('noticeBounced', { messageId: 'b1', noticeId: 'n1' });
    await order.reaches({ needsOpsReason: 'noticeBounced' });
    await isShown(order);
    await order.ops('extendDeadline', { minutes: 30, reason: 'asked' });
    await isShown(order);
    await order.ops('retryStep', { reason: 'phoned' });
    await isShown(order);
    expect(await shownOf(order)).toMatchObject({ NeedsOps: [false] });
    await order.gone();
  });
});

/** As Temporal has them. What was taken away the time-skipping server keeps as nothing, or as the first of all dates. */
async function shownOf(order: AnOrder): Promise<Record<string, unknown>> {
  const { searchAttributes } = await order.handle.describe();
  const isThere = (value: unknown) => value !== null && !(value instanceof Date && value.getTime() === 0);
  return Object.fromEntries(Object.entries(searchAttributes).filter(([, value]) => value?.some(isThere)));
}

/** What Temporal shows is what the order itself says now. */
async function isShown(order: AnOrder): Promise<void> {
  const { stage, deadline, needsOps, helperId } = await order.view();
  const shown = await shownOf(order);
  expect({
    stage: shown.OrderStage,
    deadline: shown.StageDeadline,
    needsOps: shown.NeedsOps ?? [false],
    helperId: shown.HelperId,
  }).toEqual({
    stage: [stage],
    deadline: deadline === null ? undefined : [new Date(deadline)],
    needsOps: [needsOps],
    helperId: helperId === null ? undefined : [helperId],
  });
}
