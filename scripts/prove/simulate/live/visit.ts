import type { OrderView } from '#contracts/orders/order.ts';
import { first, type Life, look, tell } from '../life.ts';
import { answerAnotherTime, askForAnotherTime, takeLeave } from './another-time.ts';
import { passTime } from './time.ts';

/** Between both signatures and the visit: cancel with a fee, a helper who drops out, another time, or just the clock. */
export async function awaitVisit(life: Life, order: OrderView): Promise<boolean> {
  const { plan, customer } = life;
  if (plan.script === 'cancelAfterSigning') {
    const { feeFen } = await customer.call('cancelQuote', { params: { orderId: life.orderId } });
    life.expectedFeeFen = feeFen;
    return tell(life, customer, 'cancelOrder', { reason: 'plansChanged' });
  }
  if (plan.script === 'withdraw' && order.helper && first(life, 'withdraw')) {
    const helper = await life.cast.helper(order.helper.id);
    return tell(life, helper, 'withdrawHelper', { reason: 'ill' });
  }
  if (order.reschedule?.proposal) return answerAnotherTime(life, order);
  if (plan.script === 'reschedule' && first(life, 'anotherTime')) return askForAnotherTime(life, order);
  if (plan.script === 'onLeave' && first(life, 'onLeave')) return takeLeave(life, order);
  return tell(life, customer, 'letTimePass', {});
}

/** On site: depart, check in by code, work, check out; then the customer confirms, objects or stays silent. */
export async function liveVisit(life: Life, order: OrderView): Promise<boolean> {
  if (!order.helper) return false;
  const helper = await life.cast.helper(order.helper.id);
  const { script } = life.plan;
  switch (order.phase) {
    case 'checkedIn':
      return tell(life, helper, 'checkOut', {});
    case 'checkedOut':
      if (script === 'objection') {
        return first(life, 'objection')
          ? tell(life, life.customer, 'object', { reason: 'poorQuality', note: '厨房没有擦干净' })
          : false;
      }
      if (script === 'autoConfirm') return passTime(life, order);
      return tell(life, life.customer, 'confirmCompletion', {});
    case 'confirmed':
      return false;
  }
  if (script === 'helperNoShow' || script === 'customerNoShow') {
    // Late, then missing: each wait is jumped until ops have the arrival case.
    return order.waitingFor === 'ops' ? false : tell(life, life.customer, 'letTimePass', {});
  }
  if (script === 'overrideCheckIn') {
    const agent = await life.cast.staff('agent');
    return tell(life, agent, 'overrideCheckIn', { reason: 'phoneBroken' });
  }
  if (order.phase !== 'departed' && !(await tell(life, helper, 'depart', {}))) return true;
  return checkIn(life, helper);
}

async function checkIn(life: Life, helper: Awaited<ReturnType<Life['cast']['helper']>>): Promise<boolean> {
  const startCode = (await look(life)).visit?.startCode;
  if (!startCode) {
    life.problems.push('the customer sees no start code');
    return false;
  }
  if ((await look(life, helper)).visit?.startCode) life.problems.push('the helper sees the start code');
  if (life.plan.wrongCodeFirst && first(life, 'wrongStartCode')) {
    const wrong = startCode === '0000' ? '1111' : '0000';
    if (await tell(life, helper, 'checkIn', { startCode: wrong }, ['WrongStartCode'])) {
      life.problems.push('a wrong start code was accepted');
    }
  }
  return tell(life, helper, 'checkIn', { startCode });
}
