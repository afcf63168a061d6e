import {
  CancellationScope,
  defineSignal,
  getExternalWorkflowHandle,
  log,
  patched,
} from '@temporalio/workflow';
import { caseWorkflowId } from '#contracts/cases/case-subject.ts';
import type { CaseVariant, OvertakenBy } from '#contracts/cases/kinds.ts';
import type { CaseSignals } from '#contracts/cases/messages.ts';
import { links } from '../activity-proxies.ts';
import type { PatchId } from '../patches.ts';
import type { OrderContext } from './order-kinds.ts';

/**
 * Queried only where a case opens: does it have its own workflow? Orders that opened their cases earlier decide them
 * themselves.
 */
export const casesAreWorkflows = (): boolean => patched('caseWorkflow' satisfies PatchId);

/** An order opens the first round of its cases. */
const ROUND = 1;

/** Starts the workflow of a case that a transition of this order stored. */
export const startCase = (caseId: string): Promise<void> =>
  CancellationScope.nonCancellable(() => links.startCase({ caseId, round: ROUND }));

/** An event answered the open case: it needs no decision any more. */
export async function overtakeCase(order: OrderContext, by: OvertakenBy): Promise<void> {
  const { openCase } = order.state;
  order.state.openCase = null;
  if (openCase?.own) await signalCase(order, openCase.id, 'questionAnswered', { by });
}

/** The question of the open case changed, and the order continues without its decision. */
export async function changeQuestion(order: OrderContext, variant: CaseVariant): Promise<void> {
  const { openCase } = order.state;
  order.state.openCase = null;
  if (openCase?.own) await signalCase(order, openCase.id, 'questionChanged', { variant });
}

/**
 * Temporal delivers the signal. A case that is closed by now does not need it. The order never waits for the case's
 * answer.
 */
async function signalCase<N extends keyof CaseSignals>(
  order: OrderContext,
  caseId: string,
  name: N,
  body: Omit<CaseSignals[N], 'messageId'>,
): Promise<void> {
  const messageId = `${order.input.orderId}:${order.state.version}`;
  const handle = getExternalWorkflowHandle(caseWorkflowId(caseId, ROUND));
  try {
    await CancellationScope.nonCancellable(() =>
      handle.signal(defineSignal<[object]>(name), { messageId, ...body }),
    );
  } catch (error) {
    log.info('the case is closed already', { caseId, error: String(error) });
  }
}
