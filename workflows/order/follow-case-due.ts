import type { CaseDueBody } from '#contracts/cases/messages.ts';
import { because } from '../durable/transitions.ts';
import type { OrderContext } from './order-kinds.ts';
import { isCaseBeside, waitsForPenalty } from './order-state.ts';

/** The due time of the case that the order waits for moved: the order's deadline is set to it. */
export async function followCaseDue(
  order: OrderContext,
  { messageId, caseId, dueAt }: CaseDueBody,
): Promise<undefined> {
  const { state } = order;
  const { openCase } = state;
  const deadline = Date.parse(dueAt);
  if (openCase?.id === caseId && openCase.beside) openCase.beside.dueAt = deadline;
  const waits =
    openCase === null
      ? waitsForPenalty(state) && state.penaltyCaseId === caseId
      : openCase.id === caseId && !isCaseBeside(state);
  if (!waits || state.stage === 'closed' || state.deadline === deadline) return;
  const minutes = Math.round((deadline - (state.deadline ?? Date.now())) / 60_000);
  await order.move(
    'recordEvent',
    { event: { kind: 'deadlineExtended', payload: { by: 'ops', minutes, until: dueAt } } },
    { ...because(messageId), to: { deadline } },
  );
}
