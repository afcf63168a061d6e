import { readFileSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { workflowIdOf } from '#contracts/names.ts';

export interface StoredHistory {
  workflowId: string;
  history: unknown;
}

export const historiesOf = (client: Client, orderIds: string[]): Promise<StoredHistory[]> =>
  Promise.all(
    orderIds.map(async (orderId) => {
      const workflowId = workflowIdOf(orderId);
      const history = await client.workflow.getHandle(workflowId).fetchHistory();
      return { workflowId, history: JSON.parse(historyToJSON(history)) as unknown };
    }),
  );

let quiet = false;

/** How many histories a build cannot replay. Throws when one fails for another reason. */
export async function violations(histories: StoredHistory[], code: string): Promise<number> {
  if (!quiet) {
    const logging = { filter: 'ERROR', forward: {} };
    Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging } });
  }
  quiet = true;
  let found = 0;
  const options = { workflowBundle: { code } };
  for await (const { error } of Worker.runReplayHistories(options, histories)) {
    if (error && !(error instanceof DeterminismViolationError)) throw error;
    if (error) found += 1;
  }
  return found;
}

/** The workflows with one step renamed: no history that has lived it can be replayed. */
export function withRenamedStep(bundle: string): string {
  const code = readFileSync(bundle, 'utf8');
  const changed = code.replaceAll('recommendHelpers', 'suggestHelpers');
  if (changed === code) throw new Error('The bundle has changed: it knows no step recommendHelpers.');
  return changed;
}
