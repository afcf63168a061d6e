import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { customerLivesAnOrder } from './customer.ts';
import { helperLivesAnOrder } from './helper.ts';
import { killsWhileTheCustomerWaits } from './kill.ts';
import { opsRepairAnOrder } from './ops.ts';
import { certificateShowsAtOnce, leaveShowsAtOnce } from './out-of-work.ts';
import { twoRaceForOneHelper } from './race.ts';
import { helperProposesAnotherTime } from './reschedule.ts';
import { type Instance, openInstance } from './the-instance.ts';
import { customerAsksForOthers, customerStatesWishes, helperSaysWhatWishesAreMet } from './wishes.ts';

// One running system for all: each journey has orders and people of its own.
let instance: Instance;
beforeAll(async () => {
  instance = await openInstance();
}, 300_000);
afterAll(() => instance?.close(), 60_000);

describe('journeys through the built web in Chromium', () => {
  test('customer: a rehearsal from log-in to reward, on the phone, without a reload', async () => {
    await customerLivesAnOrder(instance);
  }, 180_000);

  test('helper: offer, signature, wrong and right start code, earnings and reward, on the phone', async () => {
    await helperLivesAnOrder(instance);
  }, 180_000);

  test('ops: a bad review on the board, more time, a warning, the outbox, at the desk', async () => {
    await opsRepairAnOrder(instance);
  }, 180_000);

  test('customer: wishes and taboos stated, met by every card, shown back, read by ops', async () => {
    await customerStatesWishes(instance);
  }, 180_000);

  test('helper: a habit said on the phone keeps her off the next shortlist', async () => {
    await helperSaysWhatWishesAreMet(instance);
  }, 180_000);

  test('customer: refused for price and distance → each card says what changed; then the same helper at another hour', async () => {
    await customerAsksForOthers(instance);
  }, 180_000);

  test('two customers: one helper, one minute → one booking, the other told who is left and taking her by one tap', async () => {
    await twoRaceForOneHelper(instance);
  }, 180_000);

  test('two phones: the helper proposes another day, the customer says yes, the visit has moved', async () => {
    await helperProposesAnotherTime(instance);
  }, 180_000);

  test('leave: the planned visit is shown before it is saved, an open shortlist loses her at once', async () => {
    await leaveShowsAtOnce(instance);
  }, 180_000);

  test('certificate: ended by ops → not on the next shortlist, the planned visit on the board', async () => {
    await certificateShowsAtOnce(instance);
  }, 180_000);

  test('customer: worker and API killed while the choice is answered → told so, then chosen once', async () => {
    await killsWhileTheCustomerWaits(instance);
  }, 240_000);
});
