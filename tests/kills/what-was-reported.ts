import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { type Given, keyOf } from './key-of.ts';

export interface Report {
  activity: string;
  key: string;
  /** It was a transition, which the database keeps under its key. */
  isTransition: boolean;
  /** What the workflow was told. */
  result: unknown;
  /** Which attempt reported. */
  attempt: number;
  eventId: number;
}

/** Every activity of an order or a case as its workflow heard of it, when which update entered the history, and its last task. */
export async function whatWasReported(
  client: Client,
  workflowId: string,
): Promise<{ reports: Report[]; updates: { action: string; eventId: number }[]; lastTask: number }> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const all = events ?? [];
  const byId = new Map(all.map((event) => [Number(event.eventId), event]));
  const reports = all.flatMap((event) => {
    const done = event.activityTaskCompletedEventAttributes;
    if (!done) return [];
    const asked = byId.get(Number(done.scheduledEventId))!.activityTaskScheduledEventAttributes!;
    const begun = byId.get(Number(done.startedEventId))!.activityTaskStartedEventAttributes!;
    const given = decoded(asked.input) as Given;
    const activity = asked.activityType!.name!;
    return [
      {
        activity,
        key: keyOf(activity, given),
        isTransition: given.step !== undefined,
        result: done.result?.payloads?.length ? decoded(done.result) : undefined,
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
