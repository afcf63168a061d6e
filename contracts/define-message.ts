import type { Shape } from './durable/shape.ts';
import type { StaffForm } from './durable/staff-form.ts';
import type { ErrorCode } from './errors.ts';
import type { Settlement, Stage, VisitPhase } from './orders/stages.ts';
import type { Role } from './people/roles.ts';

/**
 * One message that people send to a subject, defined once in the file of its area (contracts/<area>/messages.ts). The
 * access row, the shape check and the handler's description are made from it. Free of zod and Temporal: workflows, API
 * and screens import it.
 */
export type MessageDefinition = Common & Moment;

interface Common {
  /** The update's name, unique within its subject. It is recorded in histories: never renamed. */
  name: string;
  /** Who may send it. Whose subject it is, is checked apart. */
  who: readonly Role[];
  /** It moves money or changes an agreement: refused unless the API vouches for who sends it. */
  money?: true;
  /** What it says besides the envelope: ids, codes, times and amounts only. */
  shape: Shape;
  /** What the Temporal UI shows beside it, in both languages. */
  describe: string;
  /** Its endpoint, below the path of its subject. */
  http: {
    path: string;
    summary: string;
    /** Remarks on fields for readers of the API's document. */
    remarks?: Readonly<Record<string, string>>;
    /** Fields that a caller may leave out because the API knows them. */
    optional?: readonly string[];
  };
  /** Its endpoint in a case, where one of an order has the same name already; `summary` where its words do not fit. */
  inCase?: { endpoint: string; summary?: string };
  /** How staff send it from their pages; without a form they do not. */
  form?: StaffForm;
  /**
   * It takes a helper's time: a candidate's, anybody's, or that of the booked helper at the start it names or at the
   * proposed one. The API lets those who want the same helper go in turn.
   */
  takes?: 'offered' | 'anyHelper' | 'newStart' | 'agreedStart';
  /**
   * Its handler's place in old histories: updates that arrive before the handlers are set are handled in this order. New
   * messages have none and come last, in the order of the areas.
   */
  place?: number;
  /** The code that says why: always asked for, or taken if given, or one of a list. */
  reason?: 'required' | 'optional' | readonly string[];
  /** A free text may come with it. It is kept as a note of this kind; only the note's id enters history. */
  note?: NoteKind;
  /** The field of the free text; `note` unless given. */
  noteField?: 'text';
  /** Only in a rehearsal. */
  rehearsal?: true;
  /** The refusal outside its stages and phases; `WrongStage` unless given. */
  tooLate?: ErrorCode;
  /** Which helper may send it: the booked one unless given, else the one whom its `helperId` names. */
  helper?: 'named';
  /** Its rule is asked at once, also while a transition is under way; the others wait for the end of the transition. */
  duringTransition?: true;
  /** The policy value that says how long before the agreed start it is possible. */
  early?: Early;
  /** The subject has a rule for it besides roles and stages; the registry of rules must then name it. */
  rule?: true;
}

export type Early = 'departEarly' | 'checkInEarly';

export type NoteKind = 'review' | 'rematch' | 'objection' | 'cancellation' | 'ops' | 'case';

/** Who wants to act: a person and the role of the session. */
export interface Asker {
  id: string;
  role: Role;
}

/**
 * What a message must meet besides the roles, stages and phases of its definition (contracts/<area>/rules.ts). It looks
 * at facts that the workflow derives from its state and the API from its rows. Null: nothing speaks against it.
 */
export interface Rule<Body, Facts> {
  /** Whether this person can send it at all now, whatever it says. */
  possible?: (who: Asker, facts: Facts) => ErrorCode | null;
  /** Whether what it says can be taken. */
  says?: (body: Body, facts: Facts) => ErrorCode | null;
}

/** The subject that takes it, and when. `open`: in every stage but the last. `every`: all subjects take it. */
type Moment =
  | {
      subject: 'order';
      stages: readonly Stage[] | 'open';
      phases?: readonly VisitPhase[];
      settlements?: readonly Settlement[];
    }
  | { subject: 'case'; stages: 'open' }
  | { subject: 'every'; stages: 'open' };

export const defineMessage = <const D extends MessageDefinition>(definition: D): D => definition;

/**
 * One signal: a fact that a machine reports, or that a phone without network reports later. Its shape contains our own
 * `messageId`, by which a workflow notices a repetition.
 */
export interface SignalDefinition {
  /** Recorded in histories: never renamed. */
  name: string;
  subject: 'order';
  /** `person`: it carries the envelope, as an update does. */
  from: 'platform' | 'person';
  shape: Shape & { messageId: 'id' };
  describe: string;
}

export const defineSignalMessage = <const D extends SignalDefinition>(definition: D): D => definition;
