import { millis } from '#contracts/durations.ts';
import { applyDecision, nextDecision, openCase } from '../await-decision.ts';
import { overtakeCase } from '../case-links.ts';
import type { OrderContext } from '../order-kinds.ts';

/**
 * Runs beside the review: waits until the gateway or ops report the payment. After 72 h it becomes a case for ops; the
 * review does not wait for it. A late payment is still accepted.
 */
export async function collectPayment(order: OrderContext): Promise<void> {
  const { state } = order;
  const unpaid = () => state.settlement === 'due' || state.settlement === 'overdue';
  while (unpaid()) {
    const wait = { label: '等待支付 payment', deadline: state.payBy, main: false };
    const paid = await order.until(() => !unpaid(), wait);
    if (paid === 'met') return;
    await order.until(() => !unpaid() || state.stage !== 'review', {
      label: '先等评价 review first',
      deadline: null,
      main: false,
    });
    if (unpaid()) await decideUnpaid(order, unpaid);
  }
}

/** Ops wait longer, book cash, or write the sum off. */
async function decideUnpaid(order: OrderContext, unpaid: () => boolean): Promise<void> {
  const { state, policy } = order;
  await openCase(order, { kind: 'payment', reason: 'overdue', to: { settlement: 'overdue' } });
  while (unpaid()) {
    const request = await nextDecision(order, [], () => !unpaid());
    if (!request) continue;
    const payBy = Date.now() + millis(policy.settlementLimit);
    const decided = {
      waitLonger: () => order.place('settlement', 'customer', payBy, { settlement: 'due' }),
      paidInCash: () => order.place('followUp', 'system', null, { settlement: 'paid' }),
      writeOff: () => order.place('followUp', 'system', null, { settlement: 'waived' }),
    }[request.body.decision as 'waitLonger' | 'paidInCash' | 'writeOff'];
    if (!(await applyDecision(order, request, decided()))) continue;
    state.payBy = payBy;
    if (state.settlement === 'due') return;
  }
  await overtakeCase(order, 'paid');
}
