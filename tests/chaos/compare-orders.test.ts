import { expect, test } from '@jest/globals';
import { compareOrders } from '#scripts/prove/chaos/compare-orders.ts';
import { planOrders } from '#scripts/prove/simulate/plan.ts';
import type { LifeResult } from '#scripts/prove/simulate/run.ts';

const plans = planOrders({ orders: 2, seed: 1, faults: false });
const order = (id: string, stage = 'closed') => ({ id, stage, needs_ops_reason: null });
const result = (index: number, problems: string[] = []): LifeResult => ({
  ...{
    plan: plans[index]!,
    orderId: `o${index}`,
    ending: 'completed',
    extended: false,
    problems,
    seconds: 1,
  },
});
const good = {
  orders: [order('o0'), order('o1')],
  placed: ['o0', 'o1'],
  plans,
  results: [result(0), result(1)],
};
const nothing = { lostOrders: [], extraOrders: [], openOrders: [], unfinishedLives: [], faultyLives: [] };

test('every order placed, lived and closed → nothing is found', () => {
  expect(compareOrders(good)).toEqual(nothing);
});

test('a placement was answered, and there is no such order → lost', () => {
  const orders = [order('o0')];
  expect(compareOrders({ ...good, orders })).toEqual({
    ...nothing,
    lostOrders: ['o1'],
    openOrders: ['an order was never placed'],
  });
});

test('an order that nobody was told of is one too many, unless a life still waits for its placing', () => {
  const orders = [...good.orders, order('o2')];
  expect(compareOrders({ ...good, orders }).extraOrders).toEqual(['o2 was placed by nobody']);
  expect(compareOrders({ ...good, placed: ['o0'] }).extraOrders).toEqual([]);
  expect(compareOrders({ ...good, orders, placed: ['o0'] }).extraOrders).toHaveLength(1);
});

test('a life without a result is found, although its order is closed', () => {
  expect(compareOrders({ ...good, results: [result(0)] })).toEqual({
    ...nothing,
    unfinishedLives: ['life 1 happy did not come to its end'],
  });
});

test('an order that stands still and a life that saw something wrong are found', () => {
  const orders = [order('o0'), { ...order('o1', 'visit'), needs_ops_reason: 'settle: StaleVersion' }];
  expect(compareOrders({ ...good, orders, results: [result(0, ['ended cancelled']), result(1)] })).toEqual({
    ...nothing,
    openOrders: ['o1 is still in visit (settle: StaleVersion)'],
    faultyLives: ['o0 happy: ended cancelled'],
  });
});
