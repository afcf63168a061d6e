import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { workflowIdOf } from '#contracts/names.ts';
import type { Move } from '#contracts/transition.ts';

export interface Report {
  activity: string;
  key: string;
  /** What the workflow was told. */
  result: unknown;
  /** Which attempt reported. */
  attempt: number;
  eventId: number;
}

/** Every transition of an order as its workflow heard of it, when which update entered the history, and its last task. */
export async function whatWasReported(
  client: Client,
  orderId: string,
): Promise<{ reports: Report[]; updates: { action: string; eventId: number }[]; lastTask: number }> {
  const { events } = await client.workflow.getHandle(workflowIdOf(orderId)).fetchHistory();
  const all = events ?? [];
  const byId = new Map(all.map((event) => [Number(event.eventId), event]));
  const reports = all.flatMap((event) => {
    const done = event.activityTaskCompletedEventAttributes;
    if (!done) return [];
    const asked = byId.get(Number(done.scheduledEventId))!.activityTaskScheduledEventAttributes!;
    const begun = byId.get(Number(done.startedEventId))!.activityTaskStartedEventAttributes!;
    const { step } = decoded(asked.input) as Move;
    return [
      {
        activity: asked.activityType!.name!,
        key: step.key,
        result: decoded(done.result),
        attempt: Number(begun.attempt),
        eventId: Number(event.eventId),
      },
    ];
  });
  const updates = all.flatMap((event) => {
    const action = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name;
    return action ? [{ action, eventId: Number(event.eventId) }] : [];
  });
  const lastTask = Math.max(
    0,
    ...all.filter((e) => e.workflowTaskStartedEventAttributes).map((e) => Number(e.eventId)),
  );
  return { reports, updates, lastTask };
}

const decoded = (payloads: temporal.api.common.v1.IPayloads | null | undefined): unknown =>
  defaultPayloadConverter.fromPayload(payloads!.payloads![0]!);
