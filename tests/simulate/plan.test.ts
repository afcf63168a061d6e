import { describe, expect, test } from '@jest/globals';
import { planOrders, SCRIPTS } from '#scripts/prove/simulate/plan.ts';

describe('planOrders', () => {
  test('the same seed gives the same plans, another seed others', () => {
    const one = planOrders({ orders: 50, seed: 7 });
    expect(planOrders({ orders: 50, seed: 7 })).toEqual(one);
    expect(planOrders({ orders: 50, seed: 8 })).not.toEqual(one);
  });

  test('about six of ten go well and every plan knows its ending', () => {
    const plans = planOrders({ orders: 200, seed: 1 });
    expect(plans.filter((p) => p.script === 'happy')).toHaveLength(120);
    for (const plan of plans) expect(plan.ending).toBe(SCRIPTS[plan.script].ending);
  });

  test('a run of 70 orders contains every script, one of 20 the common ones', () => {
    const scripts = (orders: number, seed: number) =>
      new Set(planOrders({ orders, seed }).map((p) => p.script));
    for (const seed of [1, 2, 3]) {
      expect([...scripts(70, seed)].sort()).toEqual(Object.keys(SCRIPTS).sort());
      for (const common of [
        'rematch',
        'declineOffer',
        'cancelAfterSigning',
        'noReview',
        'badReview',
        'objection',
      ] as const) {
        expect(scripts(20, seed)).toContain(common);
      }
    }
  });

  test('without faults everybody behaves', () => {
    const plans = planOrders({ orders: 30, seed: 3, faults: false });
    expect(new Set(plans.map((p) => p.script))).toEqual(new Set(['happy']));
    expect(plans.some((p) => p.doubleClicks || p.wrongCodeFirst)).toBe(false);
  });

  test('a bad review is bad enough for a case, all others are not', () => {
    for (const { script, scores } of planOrders({ orders: 300, seed: 5 })) {
      const bad = (scores.attitude + scores.effect) / 2 <= 2.5 || !scores.contractKept;
      expect(bad).toBe(script === 'badReview');
    }
  });

  test('fresh customers have a mainland mobile number', () => {
    for (const { customer } of planOrders({ orders: 100, seed: 4 })) {
      if ('phone' in customer) expect(customer.phone).toMatch(/^1[3-9]\d{9}$/);
    }
  });
});
