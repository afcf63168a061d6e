import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AnOrder, aTestServer, type TestServer } from '#tests/support/an-order.ts';
import { HELPERS } from '#tests/support/fake-activities.ts';

/** Orders whose customer signed again before `freeExitEnds` keep the free exit: tests/api/money/free-exit.test.ts. */
describe('after a replacement', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  const last = (order: AnOrder, name: string) =>
    order
      .calls()
      .filter((c) => c.name === name)
      .at(-1)?.input;
  const replaced = async (): Promise<AnOrder> => {
    const order = await server.anOrder({ startsIn: 1 });
    await order.signed();
    await order.helper('withdrawHelper', { reason: 'ill' });
    await order.reaches({ stage: 'selection', round: 2 });
    await order.customer('chooseHelper', { helperId: HELPERS[1]! });
    return order;
  };

  test('F13: both have signed again → leaving costs what every signed order costs', async () => {
    const order = await replaced();
    await order.signs('helper', HELPERS[1]);
    await order.signs('customer');
    expect(last(order, 'signAgreement')).toMatchObject({ party: 'customer', endsFreeExit: true });
    await order.customer('cancelOrder', { reason: 'changedMind' });
    expect(await order.ending()).toBe('cancelled');
    expect(last(order, 'closeOrder')!.fee).toEqual({ fen: 6000, payer: 'customer', kind: 'cancelFee' });
  });

  test('F13: before the new signature, and after another helper has dropped out, leaving is free', async () => {
    const unsigned = await replaced();
    await unsigned.signs('helper', HELPERS[1]);
    expect(last(unsigned, 'signAgreement')).not.toHaveProperty('endsFreeExit');
    await unsigned.customer('cancelOrder', { reason: 'changedMind' });
    expect(await unsigned.ending()).toBe('cancelled');
    expect(last(unsigned, 'closeOrder')!.fee).toBeNull();
    const again = await replaced();
    await again.signs('helper', HELPERS[1]);
    await again.signs('customer');
    await again.ops('withdrawHelper', { reason: 'ill' });
    await again.reaches({ stage: 'selection', round: 3 });
    await again.customer('cancelOrder', { reason: 'changedMind' });
    expect(await again.ending()).toBe('cancelled');
    expect(last(again, 'closeOrder')!.fee).toBeNull();
  });
});
