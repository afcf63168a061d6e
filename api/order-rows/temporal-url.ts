import type { Deps } from '#api/deps.ts';

/** The page of a workflow in the Temporal UI; null when there is none. */
export function temporalUrlOf({ env }: Pick<Deps, 'env'>, workflowId: string): string | null {
  if (!env.TEMPORAL_UI_URL) return null;
  return `${env.TEMPORAL_UI_URL.replace(/\/$/, '')}/namespaces/${env.TEMPORAL_NAMESPACE}/workflows/${workflowId}`;
}
