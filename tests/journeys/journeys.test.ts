import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { customerLivesAnOrder } from './customer.ts';
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
});
