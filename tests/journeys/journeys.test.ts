import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { customerLivesAnOrder } from './customer.ts';
import { helperLivesAnOrder } from './helper.ts';
import { killsWhileTheCustomerWaits } from './kill.ts';
import { opsRepairAnOrder } from './ops.ts';
import { type House, openHouse } from './the-house.ts';

// One running system for all: each journey has orders and people of its own.
let house: House;
beforeAll(async () => {
  house = await openHouse();
}, 300_000);
afterAll(() => house?.close(), 60_000);

describe('journeys through the built web in Chromium', () => {
  test('customer: a rehearsal from log-in to reward, on the phone, without a reload', async () => {
    await customerLivesAnOrder(house);
  }, 180_000);

  test('helper: offer, signature, wrong and right start code, earnings and reward, on the phone', async () => {
    await helperLivesAnOrder(house);
  }, 180_000);

  test('ops: a bad review on the board, more time, a warning, the outbox, at the desk', async () => {
    await opsRepairAnOrder(house);
  }, 180_000);

  test('customer: worker and API killed while the choice is answered → told so, then chosen once', async () => {
    await killsWhileTheCustomerWaits(house);
  }, 240_000);
});
