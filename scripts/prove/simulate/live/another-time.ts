import type { CaseView } from '#contracts/cases/case.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { first, type Life, look, pause, tell } from '../life.ts';
import type { Person } from '../people.ts';
import { passTime } from './time.ts';

const DAY = 86_400_000;

/** The customer, or the helper, asks for one of the helper's other free starts in the days around the visit. */
export async function askForAnotherTime(life: Life, order: OrderView): Promise<boolean> {
  const helper = await life.cast.helper(order.helper!.id);
  const asker = life.plan.helperSignsFirst ? helper : life.customer;
  const startsAt = await anotherStart(life, order, asker);
  if (!startsAt) return false;
  const moved = await tell(life, asker, 'proposeReschedule', { startsAt }, ['SlotInvalid', 'OtherPrice']);
  if (!moved) return false;
  const now = await look(life);
  if (!now.reschedule?.proposal && now.startsAt !== startsAt && now.stage === 'scheduled')
    life.problems.push(`moved to ${startsAt}, shown at ${now.startsAt}`);
  return true;
}

/** The other side agrees, or stays silent until the agreed time stands. */
export async function answerAnotherTime(life: Life, order: OrderView): Promise<boolean> {
  const { by, startsAt } = order.reschedule!.proposal!;
  if (life.plan.waitsOut) return passTime(life, order);
  const answerer = by === 'customer' ? await life.cast.helper(order.helper!.id) : life.customer;
  const agreed = await tell(life, answerer, 'answerReschedule', { accept: true });
  const now = await look(life);
  if (agreed && now.stage === 'scheduled' && now.startsAt !== startsAt)
    life.problems.push(`agreed on ${startsAt}, shown at ${now.startsAt}`);
  return agreed;
}

async function anotherStart(life: Life, order: OrderView, asker: Person): Promise<string | undefined> {
  for (let days = 1; days < 8; days += 1) {
    const day = new Date(Date.parse(order.startsAt!) + days * DAY).toISOString().slice(0, 10);
    const { starts } = await asker.call('freeStarts', {
      params: { orderId: life.orderId },
      query: { day },
    });
    if (starts.length) return starts[life.plan.index % starts.length]!.startsAt;
  }
  return undefined;
}

/** The booked helper takes leave all the same; ops hear of it and have another one found. */
export async function takeLeave(life: Life, order: OrderView): Promise<boolean> {
  const open = await fitnessCase(life, order);
  if (!open) return false;
  const ops = await life.cast.staff('ops');
  return tell(life, ops, 'decideCase', {
    caseId: open.id,
    decision: 'replace',
    reason: 'checkedByPhone',
  });
}

/** The booked helper takes leave; answers with the case that ops get, or undefined when the order went on meanwhile. */
export async function fitnessCase(life: Life, order: OrderView): Promise<CaseView | undefined> {
  const helper = await life.cast.helper(order.helper!.id);
  const body = { startsAt: order.startsAt!, endsAt: order.endsAt!, confirm: true };
  if (first(life, 'leave')) await helper.call('addLeave', { body, key: life.key('leave') });
  const ops = await life.cast.staff('ops');
  for (const until = Date.now() + 90_000; Date.now() < until; await pause(500)) {
    const seen = await look(life, ops);
    const open = seen.cases.find((c) => c.kind === 'fitness' && c.status === 'open');
    if (open || seen.stage !== 'scheduled') return open;
  }
  life.problems.push('nobody told the order that its helper is on leave');
  return undefined;
}
