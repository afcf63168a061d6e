import { condition } from '@temporalio/workflow';
import type { Answer } from '#contracts/errors.ts';
import type { Refusal } from '#contracts/transition.ts';
import { actorOf, type Envelope } from './requests.ts';
import { isClosed, type SubjectState } from './state.ts';
import type { Because } from './transition.ts';
import type { Wait } from './wait.ts';

/** Messages that every subject accepts from staff in any stage. */
export interface StaffMessages {
  retryStep: Envelope;
  extendDeadline: Envelope & { minutes: number };
  letTimePass: Envelope;
}

/** For the Temporal UI: the parked step and the remedy. Null when no step is parked. */
export const parkedLine = ({ parked }: SubjectState): string | null =>
  parked ? `- ⛔ 步骤停住 parked step: ${parked} → \`retryStep\`` : null;

export interface StaffSubject {
  state: SubjectState;
  rule: (action: keyof StaffMessages, body: StaffMessages[keyof StaffMessages]) => Refusal | null;
  mainWait: () => Wait<unknown> | undefined;
  retryParked: () => void;
  /** Adds an event to the timeline and changes the projection. */
  record: (
    event: { kind: string; payload: object },
    how: Because & { to: Partial<SubjectState> | (() => Partial<SubjectState>) },
  ) => Promise<unknown>;
  /** The projection after staff have reached the person of a bounced notice. */
  afterBounce: () => Partial<SubjectState>;
}

export function staffMessages(subject: StaffSubject) {
  const { state } = subject;
  const done = (): Answer => ({ ok: true, version: state.version });

  /** Waits until no transition runs, then applies the rules again. */
  async function inTurn(
    action: keyof StaffMessages,
    body: StaffMessages[keyof StaffMessages],
  ): Promise<Refusal | null> {
    await condition(() => !state.inMotion && (isClosed(state) || subject.mainWait() !== undefined));
    return subject.rule(action, body);
  }

  /** Staff reached the person or corrected the number: the bounced notice is sent again. */
  async function resendBounced(body: Envelope, cause: string): Promise<Answer> {
    const reason = 'noticeBounced';
    if (state.needsOpsReason !== reason) return { ok: false, code: 'NothingToRetry' };
    const how = { actor: actorOf('retryStep', body), cause, to: subject.afterBounce };
    await subject.record({ kind: 'opsRepaired', payload: { reason } }, how);
    return done();
  }

  return {
    async retryStep(body: Envelope, cause: string): Promise<Answer> {
      if (!state.parked) return resendBounced(body, cause);
      subject.retryParked();
      return done();
    },

    async extendDeadline(body: StaffMessages['extendDeadline'], cause: string): Promise<Answer> {
      const refused = await inTurn('extendDeadline', body);
      if (refused) return refused;
      const wait = subject.mainWait();
      if (!wait?.deadline) return { ok: false, code: 'WrongStage' };
      const asked = Math.max(wait.deadline, Date.now()) + body.minutes * 60_000;
      const until = Math.min(asked, wait.latest ?? asked);
      const payload = { by: 'ops', minutes: body.minutes, until: new Date(until).toISOString() };
      const how = { actor: actorOf('extendDeadline', body), cause, to: { deadline: until } };
      await subject.record({ kind: 'deadlineExtended', payload }, how);
      wait.deadline = until;
      wait.changed = true;
      return done();
    },

    async letTimePass(body: Envelope, cause: string): Promise<Answer> {
      const refused = await inTurn('letTimePass', body);
      if (refused) return refused;
      const wait = subject.mainWait();
      if (!wait?.deadline) return { ok: false, code: 'WrongStage' };
      const skip = Math.max(0, wait.deadline - Date.now());
      const payload = { minutes: Math.round(skip / 60_000) };
      const to = { clockShiftMs: state.clockShiftMs + skip };
      await subject.record(
        { kind: 'timePassed', payload },
        { actor: actorOf('letTimePass', body), cause, to },
      );
      wait.skipped = true;
      wait.changed = true;
      return done();
    },
  };
}
