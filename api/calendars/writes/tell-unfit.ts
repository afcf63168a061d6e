import { tellUnfit as tell } from '#activities/helpers/unfit-helpers.ts';
import type { Deps } from '#api/deps.ts';

/** Notifies the affected orders after the change is saved. Failures are left to the worker's next round. */
export async function tellUnfit(input: { deps: Deps; helperId: string }): Promise<void> {
  const { deps, helperId } = input;
  const onFailure = (error: unknown) =>
    deps.logger.warn({ err: error }, 'an order could not be notified; the worker retries');
  await tell({
    database: deps.database,
    helperId,
    signal: ({ orderId, body }) => deps.temporal.signal({ orderId, signal: 'helperUnfit', body }),
    onFailure,
  }).catch(onFailure);
}
