import type { BoardFilter } from './board-filter.ts';

/**
 * The same filter in the Temporal UI's list. Visibility queries know no `now()`: what is overdue is asked with the
 * absolute time of the click.
 */
export function temporalListUrl(listUrl: string, filter: BoardFilter, now: Date): string {
  const conditions = [filter.stage === 'closed' ? 'ExecutionStatus!="Running"' : 'ExecutionStatus="Running"'];
  conditions.push('WorkflowType="orderWorkflow"');
  if (filter.stage && filter.stage !== 'closed') conditions.push(`OrderStage="${filter.stage}"`);
  if (filter.needsOps) conditions.push('NeedsOps=true');
  if (filter.overdue) conditions.push(`StageDeadline < "${now.toISOString()}"`);
  if (filter.q) conditions.push(`WorkflowId STARTS_WITH "order-${filter.q.replace(/[^\w-]/g, '')}"`);
  const url = new URL(listUrl, 'http://localhost');
  url.searchParams.set('query', conditions.join(' AND '));
  return url.toString();
}
