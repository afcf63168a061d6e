import { continueAsNew } from '@temporalio/workflow';
import { relay } from '#workflows/activity-proxies.ts';

/** The supervised relay: a single workflow that sends the notices which transitions wrote. Orders never wait for it. */
export async function noticeRelayWorkflow(): Promise<void> {
  for (let run = 0; run < 200; run += 1) await relay.relayNotices();
  await continueAsNew<typeof noticeRelayWorkflow>();
}
