import type { AnyStep, Done, SubjectStep } from '#contracts/transition.ts';
import { lengthOf, outagesWithin } from './outages.ts';
import type { EventLike } from './subject.ts';
import type { TransitionOf } from './transition.ts';

interface Recording<Enter> {
  step: AnyStep;
  enter: Enter;
  event: EventLike;
}
interface Checking<Enter> {
  step: AnyStep;
  enter: Enter;
  waitFrom: string;
  deadline: string;
  graceMs: number;
}
interface Checked {
  ok: true;
  extendedTo: string | null;
}

/**
 * The effects that every subject has, under one activity name each. An order has its own; all others use these. `of` is
 * the transition of the subject that the step names.
 */
export function kernelActivities<Enter extends { deadline: string | null }>(input: {
  order: {
    recordEvent: (input: never) => Promise<Done>;
    checkDeadline: (input: never) => Promise<Checked>;
  };
  of: Record<SubjectStep['subject'], TransitionOf<never, never, Enter>>;
  heartbeatMs: number;
}) {
  const { order, of, heartbeatMs } = input;
  return {
    recordEvent(given: Recording<Enter>): Promise<Done> {
      const { step, event } = given;
      if ('orderId' in step) return order.recordEvent(given as never);
      return certain(
        of[step.subject]<Done>(given, async () => ({ result: { ok: true }, events: [event as never] })),
      );
    },

    /** If an outage of ours lay inside the wait, the deadline moves by it, at least by the grace period. */
    checkDeadline(given: Checking<Enter>): Promise<Checked> {
      const { step, deadline, waitFrom, graceMs } = given;
      if ('orderId' in step) return order.checkDeadline(given as never);
      return certain<Checked>(
        of[step.subject]<Checked>(given, async (tx) => {
          const fired = Math.max(Date.parse(deadline), Date.parse(step.at));
          const wait = { from: Date.parse(waitFrom), to: fired };
          const lost = lengthOf(await outagesWithin(tx, wait, heartbeatMs), wait);
          if (lost === 0) return { nothing: { ok: true, extendedTo: null } };
          const ms = Math.max(lost, graceMs);
          const until = new Date(Date.parse(deadline) + ms).toISOString();
          const payload = { by: 'outage', minutes: Math.ceil(ms / 60_000), until };
          const event = { kind: 'deadlineExtended', payload } as never;
          return {
            result: { ok: true, extendedTo: until },
            events: [event],
            enter: { ...given.enter, deadline: until },
          };
        }),
      );
    },
  };
}

/** A transition whose effect never refuses. */
export async function certain<R extends { ok: true }>(
  answer: Promise<R | { ok: false; code: string }>,
): Promise<R> {
  const result = await answer;
  if (!result.ok) throw new Error(`A transition that cannot be refused was refused: ${result.code}`);
  return result;
}
