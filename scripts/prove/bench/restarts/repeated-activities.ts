import type { Client } from '@temporalio/client';

/** Every activity of every workflow with more than one attempt, with the failure before. */
export async function repeatedActivities(client: Client): Promise<string[]> {
  const repeated: string[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const names = new Map(
      (events ?? []).map((event) => [
        String(event.eventId),
        event.activityTaskScheduledEventAttributes?.activityType?.name,
      ]),
    );
    for (const event of events ?? []) {
      const started = event.activityTaskStartedEventAttributes;
      if ((started?.attempt ?? 1) <= 1) continue;
      const name = names.get(String(started?.scheduledEventId));
      repeated.push(
        `${workflowId} ${name}: attempt ${started?.attempt}, ${started?.lastFailure?.message ?? '?'}`,
      );
    }
  }
  return repeated;
}
