import type { CandidateView } from '#contracts/matching/candidate.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { first, type Life, look, nextVersion, tell } from '../life.ts';
import { passTime } from './time.ts';

/** The customer at the shortlist: chooses, asks for others, leaves, or lets the time run out. */
export async function chooseOrNot(life: Life, order: OrderView): Promise<boolean> {
  const open = choosable(order);
  switch (life.plan.script) {
    case 'noChoice':
      return passTime(life, order);
    case 'cancelInSelection':
      return tell(life, life.customer, 'cancelOrder', { reason: 'changedMind' });
    case 'rematch':
      if (first(life, 'rematch')) {
        return tell(life, life.customer, 'rematch', {
          reasons: [life.plan.rematchReason],
          note: '想看看其他人',
        });
      }
      break;
    case 'preAccept':
      if (open[0]?.status === 'offered' && first(life, 'preAccept')) return answer(life, open[0], true);
      break;
    case 'declineOffer':
      if (open[0]?.status === 'offered' && first(life, 'declineOffer')) return answer(life, open[0], false);
      break;
    case 'dispatchByHand':
      if (first(life, 'dispatch')) return dispatch(life);
      break;
  }
  return choose(life, order, open);
}

async function choose(life: Life, order: OrderView, open: CandidateView[]): Promise<boolean> {
  for (const candidate of open) {
    if (await tell(life, life.customer, 'chooseHelper', { helperId: candidate.helper.id })) {
      life.agreedFen = candidate.quote.totalFen;
      return true;
    }
    const now = await look(life);
    if (now.stage !== 'selection' || now.round !== order.round) return true;
  }
  // Everybody was taken meanwhile: others, as long as the policy has rounds; then only waiting is left.
  if (
    order.rematchesLeft > 0 &&
    (await tell(life, life.customer, 'rematch', { reasons: ['time'] }, ['NoRoundsLeft']))
  )
    return true;
  await nextVersion(life, order);
  return true;
}

async function answer(life: Life, candidate: CandidateView, accept: boolean): Promise<boolean> {
  const helper = await life.cast.helper(candidate.helper.id);
  const { offers } = await helper.call('offers', {});
  const offer = offers.find((o) => o.orderId === life.orderId);
  if (!offer) life.problems.push('an offered helper does not see the offer');
  else if (offer.totalFen !== candidate.quote.totalFen)
    life.problems.push('helper and customer see different prices');
  return tell(life, helper, 'answerOffer', accept ? { accept } : { accept, reason: 'busy' });
}

/** Ops pick the best free helper of their own list. */
async function dispatch(life: Life): Promise<boolean> {
  const ops = await life.cast.staff('ops');
  const { helpers } = await ops.call('dispatchList', { params: { orderId: life.orderId } });
  for (const candidate of helpers.slice(0, 3)) {
    const body = { helperId: candidate.helper.id, reason: 'customerCalled' };
    if (await tell(life, ops, 'dispatchHelper', body)) {
      life.agreedFen = candidate.quote.totalFen;
      return true;
    }
  }
  return false;
}

/** Nobody was found by the system: ops look themselves, or round after round passes. */
export async function findByHand(life: Life, order: OrderView): Promise<boolean> {
  if (life.plan.script === 'cancelInSelection')
    return tell(life, life.customer, 'cancelOrder', { reason: 'changedMind' });
  if (life.plan.script === 'noMatch') return tell(life, life.customer, 'letTimePass', {});
  return order.needsOps && first(life, `byHand${order.round}`) ? dispatch(life) : false;
}

const choosable = (order: OrderView): CandidateView[] =>
  order.shortlist
    .filter((c) => c.status === 'offered' || c.status === 'accepted')
    .sort((a, b) => a.rank - b.rank);
