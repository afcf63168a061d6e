import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aTestServer, HELPER, refusalOf, type TestServer } from '#tests/support/an-order.ts';
import { TERMS_HASH } from '#tests/support/fake-activities.ts';

describe('signAgreement', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  const atAgreement = async (how = {}) => {
    const order = await server.anOrder(how);
    await order.chosen();
    await order.reaches({ stage: 'agreement' });
    return order;
  };

  test('both sign, in either order → scheduled', async () => {
    for (const parties of [
      ['helper', 'customer'],
      ['customer', 'helper'],
    ] as const) {
      const order = await atAgreement();
      for (const party of parties) expect(await order.signs(party)).toMatchObject({ ok: true });
      expect(await order.reaches({ stage: 'scheduled' })).toMatchObject({
        phase: 'planned',
        waitingFor: 'helper',
      });
      await order.gone();
    }
  });

  test('signing twice, for the other side, or other terms → refused, nothing changes', async () => {
    const order = await atAgreement();
    await order.signs('helper');
    const { agreementId, version } = await order.view();
    const body = { agreementId: agreementId!, evidenceId: 'e', termsHash: TERMS_HASH };
    expect(await refusalOf(order.helper('sign', { ...body, party: 'helper' }))).toBe('AlreadySigned');
    expect(await refusalOf(order.helper('sign', { ...body, party: 'customer' }))).toBe('NotAllowed');
    expect(
      await refusalOf(order.customer('sign', { ...body, party: 'customer', termsHash: 'e'.repeat(64) })),
    ).toBe('TermsChanged');
    expect((await order.view()).version).toBe(version);
    await order.gone();
  });

  test('the customer is silent → unsigned, nobody is charged', async () => {
    const order = await atAgreement();
    await order.signs('helper');
    expect(await order.ending()).toBe('unsigned');
    expect(order.calls().at(-1)!.input).toMatchObject({ ending: 'unsigned', fee: null });
  });

  test('the helper is silent → released and excluded, the next round starts', async () => {
    const order = await atAgreement();
    await order.signs('customer');
    await order.passes('31 minutes');
    expect(await order.reaches({ stage: 'selection', round: 2 })).toMatchObject({ helperId: null });
    expect(order.calls().find((c) => c.name === 'releaseHelper')!.input).toMatchObject({
      event: { kind: 'helperSilent' },
    });
    expect(order.calls().filter((c) => c.name === 'recommendHelpers')[1]!.input).toMatchObject({
      excluded: [HELPER],
      capFen: null,
    });
    await order.gone();
  });

  test('the deadline of a silent helper asks about his own visits and our outages', async () => {
    const order = await atAgreement();
    await order.passes('31 minutes');
    await order.reaches({ round: 2 });
    expect(order.calls().find((c) => c.name === 'checkDeadline')!.input.helperId).toBe(HELPER);
    await order.gone();
  });

  test('an outage inside the wait → the helper has the time on top', async () => {
    let asked = 0;
    const order = await atAgreement({
      overrides: {
        checkDeadline: ({ deadline }: { deadline: string }) =>
          asked++
            ? undefined
            : { ok: true, extendedTo: new Date(Date.parse(deadline) + 20 * 60_000).toISOString() },
      },
    });
    await order.passes('40 minutes');
    expect(await order.signs('helper')).toMatchObject({ ok: true });
    await order.gone();
  });

  test('the helper declines or drops out before both signed → next round, no price cap, no fee', async () => {
    const declined = await atAgreement();
    await declined.helper('answerOffer', { helperId: HELPER, accept: false });
    await declined.reaches({ stage: 'selection', round: 2 });
    await declined.gone();
    const withdrew = await atAgreement();
    await withdrew.helper('withdrawHelper', { reason: 'ill' });
    await withdrew.reaches({ stage: 'selection', round: 2 });
    await withdrew.gone();
  });

  test('cancelled before both signed → cancelled without a fee', async () => {
    const order = await atAgreement({ startsIn: 1 });
    await order.signs('helper');
    await order.customer('cancelOrder', { reason: 'changedMind' });
    expect(await order.ending()).toBe('cancelled');
    expect(order.calls().at(-1)!.input.fee).toBeNull();
  });
});
