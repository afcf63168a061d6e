import { continueAsNew, defineQuery, proxyActivities, setHandler } from '@temporalio/workflow';
import { DURABLE_MESSAGES } from '#contracts/durable/messages.ts';
import { shapeOf } from '#contracts/messages.ts';
import { openSubject } from '#workflows/durable/open-subject.ts';
import type { StaffMessages } from '#workflows/durable/staff-messages.ts';
import { newSubjectState, type SubjectState } from '#workflows/durable/state.ts';
import { because } from '#workflows/durable/transitions.ts';

/** Counts signals, a few in each run, and continues as new with its state. */
export interface CountingState extends SubjectState {
  counted: number;
}
interface Projection {
  stage: string;
  deadline: string | null;
}
interface Effects {
  recordEvent(input: { step: object; enter: Projection; event: object }): Promise<{ ok: true }>;
  checkDeadline(input: { step: object; enter: Projection }): Promise<{ ok: true; extendedTo: null }>;
}

export const PER_RUN = 2;
const activities = proxyActivities<Effects>({ startToCloseTimeout: '10 seconds' });
const messages = Object.fromEntries(
  DURABLE_MESSAGES.map((message) => [
    message.name,
    { shape: shapeOf(message), description: message.describe },
  ]),
) as Record<keyof StaffMessages, { shape: ReturnType<typeof shapeOf>; description: string }>;

export async function countingWorkflow(input: {
  id: string;
  until: number;
  state?: CountingState;
}): Promise<number> {
  const state = input.state ?? { ...newSubjectState('open'), counted: 0 };
  const subject = openSubject<CountingState, Partial<CountingState>, Effects, StaffMessages, object>({
    state,
    ref: { subject: 'counting', id: input.id },
    keyPrefix: `counting/${input.id}`,
    summaries: {},
    activities: activities as unknown as Record<string, unknown>,
    project: (s) => ({ stage: s.stage, deadline: null }),
    display: { valuesNow: () => ({}), valuesAtStart: {}, details: () => [] },
    rule: () => null,
    endings: {},
    nobody: {},
    outageGrace: '10 minutes',
    afterBounce: () => ({}),
    onCancel: { ending: 'cancelled' },
  });
  subject.receive<{ count: { messageId: string } }>({
    messages,
    anytime: {},
    signals: { count: { shape: { messageId: 'id' }, description: 'count' } },
    onSignal: {
      count: async ({ messageId }) => {
        await subject.move(
          'recordEvent',
          { event: { kind: 'counted', payload: {} } },
          { ...because(messageId), to: () => ({ counted: state.counted + 1 }) },
        );
        return undefined;
      },
    },
  });
  setHandler(defineQuery<CountingState>('state'), () => state);

  const last = Math.min(input.until, state.counted + PER_RUN);
  await subject.until(() => state.counted >= last, { label: 'signals', deadline: null });
  await subject.resting();
  if (state.counted < input.until)
    await continueAsNew<typeof countingWorkflow>({ ...input, state: JSON.parse(JSON.stringify(state)) });
  return state.counted;
}
