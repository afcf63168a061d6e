import { describe, expect, test } from '@jest/globals';
import type { CaseView } from '#contracts/cases/case.ts';
import { CASE_DECISIONS, type CaseKind } from '#contracts/cases/kinds.ts';
import { http } from '#contracts/http.ts';
import { NewOrder } from '#contracts/orders/new-order.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { STAFF_ACTIONS, type StaffAction } from '../../../web/features/orders/ops-act/actions.ts';
import { staffActions, urgentAction } from '../../../web/features/orders/ops-act/staff-actions.ts';
import { bodyOf, type Values } from '../../../web/features/orders/ops-act/values.ts';
import { newOrderOf } from '../../../web/features/orders/ops-place-order/new-order-of.ts';

const HELPER = '00000000-0000-4000-8000-000000000001';
const CASE = '00000000-0000-4000-8000-000000000002';
const openCase = (kind: CaseKind) => ({ id: CASE, kind, status: 'open' }) as CaseView;
const filled: Values = {
  reason: 'other',
  note: ' 电话里说明了 ',
  minutes: 30,
  yuan: 12.5,
  helperId: HELPER,
  accept: false,
  startCode: '0421',
  quantity: 3,
  date: '2026-11-24',
  from: '09:00',
  to: '13:00',
  reasons: ['price'],
  attitude: 5,
  effect: 4,
  contractKept: true,
  decision: 'reducePrice',
  startsAt: '2026-11-24T01:00:00.000Z',
  side: 'helper',
};

describe('bodyOf: what an action’s form sends', () => {
  test.each(Object.keys(STAFF_ACTIONS) as StaffAction[])('%s fits its contract', (action) => {
    const subject = { orderId: 'JZ261122-ABCDEFGH', order: null, openCase: openCase('objection') };
    const values = { ...filled, reason: STAFF_ACTIONS[action].reasons?.[0] };
    const body = bodyOf(action, values, subject, 480);
    const checked = http[action].body.safeParse(body);
    expect(checked.error?.issues ?? []).toEqual([]);
  });

  test('every reason on offer and every decision is one the contract takes', () => {
    const subject = { orderId: 'JZ261122-ABCDEFGH', order: null, openCase: openCase('objection') };
    for (const [action, row] of Object.entries(STAFF_ACTIONS) as [
      StaffAction,
      (typeof STAFF_ACTIONS)[StaffAction],
    ][]) {
      for (const reason of row.reasons ?? []) {
        const body = bodyOf(action, { ...filled, reason }, subject, 480);
        expect(http[action].body.safeParse(body).success).toBe(true);
      }
    }
    for (const decisions of Object.values(CASE_DECISIONS)) {
      for (const decision of decisions) {
        const body = bodyOf('decideCase', { ...filled, decision }, subject, 480);
        expect(http.decideCase.body.safeParse(body).success).toBe(true);
        expect('amountFen' in body).toBe(decision === 'reducePrice');
      }
    }
  });

  test('yuan become whole fen, and the city’s hours UTC', () => {
    const subject = { orderId: 'JZ261122-ABCDEFGH', order: null, openCase: null };
    expect(bodyOf('recordCash', { ...filled, yuan: 155.25 }, subject, 480).amountFen).toBe(15_525);
    expect(bodyOf('recordCash', { ...filled, yuan: 1.15 }, subject, 480).amountFen).toBe(115);
    expect(bodyOf('completeInquiry', filled, subject, 480)).toEqual({
      quantity: 3,
      windowStart: '2026-11-24T01:00:00.000Z',
      windowEnd: '2026-11-24T05:00:00.000Z',
    });
  });
});

describe('the panel', () => {
  const order = (more: Partial<OrderView>) =>
    ({ needsOps: true, needsOpsReason: null, waitingFor: 'ops', ...more }) as OrderView;

  test('staffActions: what the server allows; nobody signs for somebody else', () => {
    expect(staffActions(order({ allowed: ['sign', 'cancelOrder', 'waiveFee'] }))).toEqual([
      'cancelOrder',
      'waiveFee',
    ]);
  });

  test('urgentAction: the decision before a dispatch, none while nobody of us is waited for', () => {
    expect(urgentAction(order({}), ['dispatchHelper', 'decideCase'])).toBe('decideCase');
    expect(urgentAction(order({}), ['cancelOrder'])).toBeNull();
    expect(urgentAction(order({ needsOps: false, waitingFor: 'customer' }), ['decideCase'])).toBeNull();
    expect(urgentAction(order({ needsOps: false, waitingFor: 'agent' }), ['completeInquiry'])).toBe(
      'completeInquiry',
    );
  });

  test('urgentAction: a bounced notice is sent again before anything else', () => {
    const bounced = order({ needsOpsReason: 'noticeBounced' });
    expect(urgentAction(bounced, ['decideCase', 'retryStep'])).toBe('retryStep');
  });
});

test('newOrderOf: an order on behalf fits the contract, empty fields are left out', () => {
  const values = {
    serviceCode: 'dailyCleaning',
    quantity: 3,
    addressId: CASE,
    date: '2026-11-24',
    from: '09:00',
    to: '13:00',
  };
  const bare = newOrderOf({ ...values, remarks: '  ', area: null }, { customerId: HELPER, utcOffset: 480 });
  expect(NewOrder.parse(bare)).toEqual(bare);
  expect(Object.keys(bare).sort()).toEqual([
    'addressId',
    'onBehalfOf',
    'quantity',
    'serviceCode',
    'windowEnd',
    'windowStart',
  ]);
  const full = {
    ...values,
    area: 90,
    sex: 'female' as const,
    forOther: true,
    incomplete: true,
    rehearsal: true,
    remarks: '有猫',
  };
  const order = newOrderOf(full, { customerId: HELPER, utcOffset: 480 });
  expect(NewOrder.parse(order)).toMatchObject({
    incomplete: true,
    rehearsal: 'rehearsal',
    wishes: { sex: 'female' },
  });
  const care = newOrderOf(
    {
      ...values,
      serviceCode: 'elderCare',
      level: 'senior',
      illness: 'stroke',
      taboos: ['smoking'],
      brandCodes: ['liby'],
    },
    { customerId: HELPER, utcOffset: 480 },
  );
  // What does not fit the service stays behind.
  expect(NewOrder.parse(care).wishes).toEqual({ level: 'senior', illness: 'stroke', taboos: ['smoking'] });
});
