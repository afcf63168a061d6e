import { describe, expect, test } from '@jest/globals';
import { allowedActions } from '#contracts/access.ts';
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

describe('staffActions: what the panel offers', () => {
  const orderIn = (more: Partial<OrderView>): OrderView => {
    const order = {
      stage: 'selection',
      phase: null,
      settlement: 'none',
      rehearsal: false,
      deadline: '2026-11-24T01:00:00.000Z',
      needsOps: false,
      waitingFor: 'customer',
      shortlist: [],
      cases: [],
      agreement: null,
      money: null,
      ...more,
    } as unknown as OrderView;
    return { ...order, allowed: more.allowed ?? allowedActions('ops', order) };
  };

  test('an empty shortlist offers nobody to choose or to answer for', () => {
    expect(staffActions(orderIn({}), 'ops')).not.toContain('chooseHelper');
    expect(staffActions(orderIn({}), 'ops')).not.toContain('answerOffer');
    const offered = [{ status: 'offered', helper: { id: HELPER } }] as OrderView['shortlist'];
    expect(staffActions(orderIn({ shortlist: offered }), 'ops')).toEqual(
      expect.arrayContaining(['chooseHelper', 'answerOffer', 'dispatchHelper', 'cancelOrder']),
    );
  });

  test('a case can be decided only while one is open, and is then the urgent action', () => {
    const order = orderIn({
      stage: 'visit',
      phase: 'planned',
      needsOps: true,
      waitingFor: 'ops',
      cases: [openCase('arrival')],
    });
    const actions = staffActions(order, 'ops');
    expect(urgentAction(order, actions)).toBe('decideCase');
    expect(staffActions(orderIn({ stage: 'visit', phase: 'planned' }), 'ops')).not.toContain('decideCase');
  });

  test('nobody signs for somebody else', () => {
    expect(staffActions(orderIn({ stage: 'agreement', allowed: ['sign'] }), 'ops')).toEqual([]);
  });

  test('the fee of a closed order can be waived by ops, not by an agent, and not when there is none', () => {
    const money = { dueFen: 3000, paidFen: 0, feeFen: 3000, helperFen: null };
    expect(staffActions(orderIn({ stage: 'closed', money }), 'ops')).toEqual(['waiveFee']);
    expect(staffActions(orderIn({ stage: 'closed', money }), 'agent')).toEqual([]);
    expect(staffActions(orderIn({ stage: 'closed', money: { ...money, feeFen: 0 } }), 'ops')).toEqual([]);
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
