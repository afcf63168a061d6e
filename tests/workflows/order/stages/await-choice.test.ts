import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aTestServer, HELPER, refusalOf, type TestServer } from '#tests/support/an-order.ts';
import { HELPERS } from '#tests/support/fake-activities.ts';

describe('awaitChoice', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());

  test('the customer chooses → agreement with that helper', async () => {
    const order = await server.anOrder();
    expect(await order.chosen()).toMatchObject({ ok: true, version: 2 });
    expect(await order.reaches({ stage: 'agreement' })).toMatchObject({ helperId: HELPER });
    await order.gone();
  });

  test('no answer in 60 min → no_choice', async () => {
    const order = await server.anOrder();
    expect(await order.ending()).toBe('no_choice');
    const [asked, , closed] = order.calls().map((c) => Date.parse(c.input.step.at));
    expect(Math.abs(closed! - asked! - 60 * 60_000)).toBeLessThan(2000);
  });

  test('an outage inside the wait → the customer has that time on top', async () => {
    let asked = 0;
    const order = await server.anOrder({
      overrides: {
        checkDeadline: ({ deadline }) =>
          asked++
            ? undefined
            : { ok: true, extendedTo: new Date(Date.parse(deadline) + 20 * 60_000).toISOString() },
      },
    });
    await order.reaches({ stage: 'selection' });
    await order.passes('70 minutes');
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject({ ok: true });
    await order.gone();
  });

  test('cancelled → cancelled; who chooses afterwards is told the order is closed', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    const [cancel] = await Promise.all([order.customer('cancelOrder', { reason: 'changedMind' })]);
    expect(cancel).toMatchObject({ ok: true });
    expect(await order.ending()).toBe('cancelled');
  });

  test('re-match with reasons → next round without the refused helpers, until the rounds are used up', async () => {
    const order = await server.anOrder({
      policy: { maxRounds: 2 },
      overrides: {
        recommendHelpers: ({ excluded }) => ({
          ok: true,
          candidates: [
            {
              helperId: excluded.length ? 'helper-9' : HELPER,
              totalFen: 9000,
              startsAt: new Date(4e12).toISOString(),
              endsAt: new Date(4e12 + 1).toISOString(),
              hold: 'firm',
              accepted: false,
            },
          ],
        }),
      },
    });
    await order.reaches({ stage: 'selection' });
    expect(await order.customer('rematch', { reasons: ['price'] })).toMatchObject({ ok: true });
    expect(await order.view()).toMatchObject({ round: 2, rematchCount: 1 });
    const second = order.calls().filter((c) => c.name === 'recommendHelpers')[1]!;
    expect(second.input).toMatchObject({
      excluded: [HELPER],
      reasons: ['price'],
      step: { actor: { role: 'customer' } },
    });
    expect(await refusalOf(order.customer('rematch', { reasons: ['price'] }))).toBe('NoRoundsLeft');
    expect(await refusalOf(order.customer('chooseHelper', { helperId: HELPER }))).toBe('ShortlistChanged');
    const stranger = { helperId: 'helper-7' };
    expect(await refusalOf(order.customer('chooseHelper', stranger))).toBe('NotOnShortlist');
    await order.gone();
  });

  test('the helper was taken meanwhile → the alternatives are told, and another choice works', async () => {
    const order = await server.anOrder({
      overrides: {
        bookHelper: ({ helperId }) =>
          helperId === HELPER ? { ok: false, code: 'HelperTaken', alternatives: [HELPERS[1]!] } : undefined,
      },
    });
    await order.reaches({ stage: 'selection' });
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject({
      ok: false,
      code: 'HelperTaken',
      alternatives: [HELPERS[1]],
    });
    expect(await order.customer('chooseHelper', { helperId: HELPERS[1]! })).toMatchObject({ ok: true });
    await order.gone();
  });

  test('taken, and nobody else of the shortlist has time → the next round begins by itself', async () => {
    const order = await server.anOrder({
      overrides: {
        bookHelper: ({ round }) =>
          round === 1 ? { ok: false, code: 'HelperTaken', alternatives: [] } : undefined,
      },
    });
    await order.reaches({ stage: 'selection' });
    const refused = { ok: false, code: 'HelperTaken', alternatives: [] };
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject(refused);
    await order.reaches({ stage: 'selection', round: 2 });
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject({ ok: true });
    await order.gone();
  });

  test('who was taken stands on the list still: once free again, she can be chosen', async () => {
    let taken = true;
    const order = await server.anOrder({
      overrides: {
        bookHelper: ({ helperId }) =>
          taken && helperId === HELPER
            ? { ok: false, code: 'HelperTaken', alternatives: [HELPERS[1]!] }
            : undefined,
      },
    });
    await order.reaches({ stage: 'selection' });
    const refused = { ok: false, code: 'HelperTaken', alternatives: [HELPERS[1]] };
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject(refused);
    // A second tap is no stranger's name: the same answer, with who is left.
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject(refused);
    taken = false;
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject({ ok: true });
    expect(await order.reaches({ stage: 'agreement' })).toMatchObject({ helperId: HELPER, round: 1 });
    await order.gone();
  });

  test('chosen while the next list is being made → told that the list has changed, and who stands on the new one', async () => {
    let search: (() => void) | undefined;
    const order = await server.anOrder({
      overrides: {
        recommendHelpers: async ({ round }) => {
          if (round === 1) return undefined;
          await new Promise<void>((done) => {
            search = done;
          });
          return {
            ok: true,
            candidates: [
              {
                helperId: 'helper-9',
                totalFen: 9000,
                startsAt: new Date(4e12).toISOString(),
                endsAt: new Date(4e12 + 1).toISOString(),
                hold: 'soft',
                accepted: false,
              },
            ],
          };
        },
      },
    });
    await order.reaches({ stage: 'selection' });
    const again = order.customer('rematch', { reasons: ['price'] });
    while (!search) await new Promise((done) => setTimeout(done, 20));
    const choice = order.customer('chooseHelper', { helperId: HELPER });
    await new Promise((done) => setTimeout(done, 300));
    search();
    expect(await again).toMatchObject({ ok: true });
    expect(await choice).toMatchObject({ ok: false, code: 'ShortlistChanged', alternatives: ['helper-9'] });
    await order.gone();
  });

  test('two choices at once → one wins, the other is told the step is over', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    const answers = await Promise.all([
      order
        .customer('chooseHelper', { helperId: HELPERS[0]! })
        .catch(() => ({ ok: false, code: 'WrongStage' })),
      order
        .customer('chooseHelper', { helperId: HELPERS[1]! })
        .catch(() => ({ ok: false, code: 'WrongStage' })),
    ]);
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(answers.find((a) => !a.ok)).toMatchObject({ code: 'WrongStage' });
    expect(order.names().filter((n) => n === 'bookHelper')).toHaveLength(1);
    await order.gone();
  });

  test('a candidate pre-accepts, another declines → the decliner is off the list and excluded later', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    expect(await order.helper('answerOffer', { helperId: HELPER, accept: true })).toMatchObject({ ok: true });
    expect(await refusalOf(order.helper('answerOffer', { helperId: HELPER, accept: false }))).toBe(
      'AlreadyAnswered',
    );
    expect(await order.helperNo(1)('answerOffer', { helperId: HELPERS[1]!, accept: false })).toMatchObject({
      ok: true,
    });
    expect(await refusalOf(order.customer('chooseHelper', { helperId: HELPERS[1]! }))).toBe(
      'ShortlistChanged',
    );
    expect(await refusalOf(order.helperNo(1)('answerOffer', { helperId: HELPERS[2]!, accept: true }))).toBe(
      'NotAllowed',
    );
    await order.customer('rematch', { reasons: ['other'] });
    const again = order.calls().filter((c) => c.name === 'recommendHelpers')[1]!;
    expect(again.input.excluded).toEqual(expect.arrayContaining(HELPERS));
    await order.gone();
  });

  test('every candidate declines → the next round starts by itself', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    for (const n of [0, 1, 2])
      await order.helperNo(n)('answerOffer', { helperId: HELPERS[n]!, accept: false });
    await order.reaches({ stage: 'matching', round: 2 });
    await order.gone();
  });

  test('ops extend the deadline → the customer may still choose after the old one', async () => {
    const order = await server.anOrder();
    await order.reaches({ stage: 'selection' });
    const before = Date.parse((await order.view()).deadline!);
    expect(await order.ops('extendDeadline', { minutes: 120, reason: 'customerAsked' })).toMatchObject({
      ok: true,
    });
    expect(Date.parse((await order.view()).deadline!)).toBe(before + 120 * 60_000);
    await order.passes('150 minutes');
    expect(await order.customer('chooseHelper', { helperId: HELPER })).toMatchObject({ ok: true });
    await order.gone();
  });
});
