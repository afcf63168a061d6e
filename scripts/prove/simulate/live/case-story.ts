import type { CaseView } from '#contracts/cases/case.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { first, type Life, look, pause, tell } from '../life.ts';
import type { CaseStory } from '../plan.ts';
import { pay } from './aftermath.ts';
import { decide, openGeneral } from './staff-at-case.ts';

type Step = (life: Life, order: OrderView, open: CaseView) => Promise<boolean>;

/** What the plan's story does with a case, once, as soon as it is there; the order goes on as `life.plan` then says. */
export async function liveCaseStory(life: Life, order: OrderView): Promise<boolean> {
  const { story } = life.plan;
  if (!story || life.done.has('story')) return false;
  if (story === 'generalOfOrder' || story === 'generalAlone') {
    if (order.stage !== 'selection' || !first(life, 'story')) return false;
    return openGeneral(life, story === 'generalOfOrder' ? order.id : undefined);
  }
  const [is, step] = STEPS[story];
  if (!is(order)) return false;
  const open = await openCaseOf(life, story === 'penaltyFirst' ? 'penalty' : undefined);
  if (!open || !first(life, 'story')) return false;
  return step(life, order, open);
}

const atArrival = (order: OrderView) => order.stage === 'visit' && order.waitingFor === 'ops';

const STEPS: Record<Exclude<CaseStory, `general${string}`>, [(order: OrderView) => boolean, Step]> = {
  /** The helper checks in after all: nobody has to decide who was missing. */
  lateCheckIn: [
    atArrival,
    async (life, _, open) => {
      leave(life, open);
      life.plan = { ...life.plan, script: 'happy', case: 'arrival' };
      return true;
    },
  ],
  withdrawnDecidedFirst: [atArrival, (life, order, open) => withdrawn(life, order, open, decideAbsence)],
  withdrawnDecidedLast: [
    atArrival,
    (life, order, open) =>
      withdrawn(life, order, open, async () => {
        while ((await look(life)).stage !== 'closed') {
          await tell(life, life.customer, 'cancelOrder', { reason: 'changedMind' });
          await pause(200);
        }
        await decideAbsence(life, open);
      }),
  ],
  paidMeanwhile: [
    (order) => order.settlement === 'overdue',
    async (life, order, open) => {
      leave(life, open);
      life.plan = { ...life.plan, script: 'happy', case: 'payment' };
      first(life, 'pay');
      return pay(life, order.money!.dueFen);
    },
  ],
  penaltyFirst: [
    (order) => order.stage === 'settlement' || order.stage === 'review',
    async (life, _, open) => decide(life, open, life.plan.decisions.penalty),
  ],
};

/** The helper drops out while the arrival is in question; the customer leaves, for nobody else may have time that day. */
async function withdrawn(
  life: Life,
  order: OrderView,
  open: CaseView,
  then: (life: Life, open: CaseView) => Promise<unknown>,
): Promise<boolean> {
  leave(life, open);
  const helper = await life.cast.helper(order.helper!.id);
  if (!(await tell(life, helper, 'withdrawHelper', { reason: 'ill' }))) return false;
  life.plan = { ...life.plan, script: 'cancelInSelection', ending: 'cancelled', case: 'arrival' };
  await then(life, open);
  return true;
}

/** Staff decide the absence once the case knows that the helper has withdrawn. */
async function decideAbsence(life: Life, open: CaseView): Promise<void> {
  const ops = await life.cast.staff('ops');
  for (;;) {
    const { variant, status } = await ops.call('oneCase', { params: { caseId: open.id } });
    if (variant === 'withdrawn' || status !== 'open') break;
    if (Date.now() > life.until) throw new Error(`the arrival case ${open.id} never heard of the withdrawal`);
    await pause(200);
  }
  await decide(life, open, life.plan.index % 2 ? 'helperNoShow' : 'excused');
}

async function openCaseOf(life: Life, kind?: string): Promise<CaseView | undefined> {
  const { cases } = await look(life, await life.cast.staff('ops'));
  return cases.find((c) => c.status === 'open' && (kind === undefined || c.kind === kind));
}

/** Staff do not decide this one in passing. */
const leave = (life: Life, open: CaseView): unknown => life.done.add(`case:${open.id}`);
