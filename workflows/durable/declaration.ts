import type { Answer } from '#contracts/errors.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { DisplaySubject } from './display.ts';
import type { Accepted, MessageRow } from './receive.ts';
import type { AnyRequest } from './requests.ts';
import type { StaffMessages } from './staff-messages.ts';
import type { SubjectState } from './state.ts';
import type { TransitionSubject } from './transition.ts';
import type { WaitSubject } from './wait.ts';

/** Effects that every subject has. */
export interface KernelEffects {
  recordEvent(input: { step: unknown; enter: Projection; event: unknown }): Promise<{ ok: true }>;
  checkDeadline(input: {
    step: unknown;
    enter: Projection;
    waitFrom: string;
    deadline: string;
    graceMs: number;
  }): Promise<{ ok: true; extendedTo: string | null }>;
}

interface Projection {
  stage: string;
  deadline: string | null;
}

export interface Declaration<S extends SubjectState, M, About>
  extends Omit<TransitionSubject<S>, 'display'>,
    Pick<WaitSubject<M, About>, 'rule' | 'endings' | 'nobody'> {
  display: DisplaySubject;
  /** The least by which a deadline moves after an outage of ours; a duration in words. */
  outageGrace: string;
  /** The refusal of a message whose time has not come. Its effect refuses it as well, if the time moves meanwhile. */
  tooEarly?: (action: keyof M & string) => Refusal | null;
  /** The projection after staff have reached the person of a bounced notice. */
  afterBounce: () => Partial<S>;
  /** The effect of a cancellation from the Temporal UI: it ends the subject, or it is only noted. */
  onCancel: { ending: string } | { noted: () => Promise<unknown> };
}

export interface Receiving<M, B> {
  messages: { [A in keyof M & string]: MessageRow };
  /** Messages that are processed in any stage. All others wait until their stage accepts them. */
  anytime: { [A in Exclude<keyof M, keyof StaffMessages>]?: (body: M[A], cause: string) => Promise<Answer> };
  signals: { [N in keyof B & string]: MessageRow };
  onSignal: { [N in keyof B & string]: (body: B[N]) => Accepted | Promise<Accepted> };
}

export interface Living {
  /** The one transition that ends the subject. */
  close: (ending: string, request: AnyRequest | null) => Promise<void>;
  /** The answer to messages that are still queued then. */
  closedAnswer: Answer;
}
