import type { Deps } from '#api/deps.ts';

/** A workflow in the Temporal UI; null where there is no such page. */
export function temporalUrlOf({ env }: Pick<Deps, 'env'>, workflowId: string): string | null {
  if (!env.TEMPORAL_UI_URL) return null;
  return `${env.TEMPORAL_UI_URL.replace(/\/$/, '')}/namespaces/${env.TEMPORAL_NAMESPACE}/workflows/${workflowId}`;
}
