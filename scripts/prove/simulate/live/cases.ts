import type { CaseView } from '#contracts/cases/case.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { type Life, look, press } from '../life.ts';

/**
 * Whatever a person must decide: ops see the case, read it and decide as the plan says. One that the plan does not know
 * is decided as well, so that the life goes on; checkLife tells of it.
 */
export async function decideOpenCase(life: Life, order: OrderView): Promise<boolean> {
  if (!isStaff({ role: order.waitingFor }) && !order.needsOps) return false;
  // There staff look for a helper; a case that is still open has outlived its question.
  if (order.stage === 'matching') return false;
  const ops = await life.cast.staff('ops');
  const { cases } = await look(life, ops);
  // The newest is the one that is asked about.
  const open = cases
    .filter((c) => c.status === 'open' && !life.done.has(`case:${c.id}`))
    .sort((a, b) => Date.parse(b.openedAt) - Date.parse(a.openedAt))[0];
  if (!open) return false;
  const body = { reason: 'checkedByPhone', ...decision(life, open, order) };
  const input = { params: { caseId: open.id }, body, key: life.key('decideOpenCase') };
  const decided = await press(life, 'decideOpenCase', () => ops.call('decideOpenCase', input));
  if (decided) life.done.add(`case:${open.id}`);
  return decided !== null;
}

function decision(life: Life, open: CaseView, order: OrderView): { decision: string; amountFen?: number } {
  const { script, decisions } = life.plan;
  switch (open.kind) {
    case 'callback':
      return { decision: 'arranged' };
    case 'arrival':
      // The helper withdrew meanwhile: whether the absence is excused is all that is left.
      if (open.variant === 'withdrawn') return { decision: 'excused' };
      return { decision: script === 'helperNoShow' || script === 'customerNoShow' ? script : 'arrived' };
    case 'objection': {
      if (decisions.objection !== 'reducePrice') return { decision: decisions.objection };
      // amountFen is the reduction: a tenth of what was agreed.
      return { decision: 'reducePrice', amountFen: Math.floor((order.totalFen ?? 0) / 10) };
    }
    case 'fitness':
      return { decision: 'replace' };
    case 'general':
      return { decision: 'done' };
    case 'payment':
      return { decision: decisions.payment };
    default:
      return { decision: decisions.penalty };
  }
}
