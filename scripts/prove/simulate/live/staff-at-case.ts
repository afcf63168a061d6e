import type { CaseView } from '#contracts/cases/case.ts';
import { CallRefused } from '#contracts/client.ts';
import type { Life } from '../life.ts';

/** Staff decide a case at its own address; false when it was closed meanwhile. Any other refusal is a defect. */
export async function decide(
  life: Life,
  { id: caseId }: Pick<CaseView, 'id'>,
  decision: string,
  more: { amountFen?: number } = {},
): Promise<boolean> {
  const ops = await life.cast.staff('ops');
  const body = { decision, reason: 'checkedByPhone', ...more };
  try {
    await ops.call('decideOpenCase', { params: { caseId }, body, key: life.key('decideOpenCase') });
    life.done.add(`case:${caseId}`);
    return true;
  } catch (error) {
    if (!(error instanceof CallRefused) || error.code !== 'CaseClosed') throw error;
    life.refusals.push(`decideOpenCase: ${error.code}`);
    return false;
  }
}

/** An agent opens a case by hand, gives it to ops, who get more time and put it back; then the agent is done with it. */
export async function openGeneral(life: Life, orderId: string | undefined): Promise<true> {
  const { cast, customer } = life;
  const [agent, ops] = await Promise.all([cast.staff('agent'), cast.staff('ops')]);
  const about = orderId ? { orderId } : { customerId: customer.me.id };
  const note = '客户来电，雨伞落在家政员车上。';
  const opening = { kind: 'general' as const, reason: 'lostItem' as const, note, ...about };
  const { caseId } = await agent.call('openCase', { body: opening, key: life.key('openCase') });
  const params = { caseId };
  const handOver = { to: ops.me.id, reason: 'shiftEnds' };
  await agent.call('handOverCase', { params, body: handOver, key: life.key('handOverCase') });
  const more = { minutes: 60, reason: 'customerUnreachable' };
  await ops.call('extendCase', { params, body: more, key: life.key('extendCase') });
  await ops.call('releaseCase', { params, body: {}, key: life.key('releaseCase') });
  const done = { decision: 'done', reason: 'checkedByPhone' };
  await agent.call('decideOpenCase', { params, body: done, key: life.key('decideOpenCase') });
  return true;
}
