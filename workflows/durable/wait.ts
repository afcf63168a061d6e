import type { Refusal } from '#contracts/transition.ts';
import type { AnyRequest } from './requests.ts';
import type { SubjectState } from './state.ts';

/** A wait for a person or the clock. */
export interface Wait<About> {
  label: string;
  /** ms since epoch; null: no deadline */
  deadline: number | null;
  from: number;
  /** Who is waited for; the check for outages needs it. */
  about: About;
  /** false: the deadline is a calendar time, for example the start of a visit, which no outage moves. */
  guarded: boolean;
  /** false: a wait beside the main one. Staff extend and rehearsals skip only the main one. */
  main: boolean;
  /** The deadline cannot be moved beyond this. */
  latest: number | null;
  skipped: boolean;
  changed: boolean;
}
export interface WaitFor<About> {
  label: string;
  deadline: number | null;
  about?: About;
  guarded?: boolean;
  main?: boolean;
  latest?: number;
  /** Another condition that ends the wait; `next` then returns null. */
  unless?: () => boolean;
}

/** Thrown inside a stage to end the subject early; `live` turns it into the ending. It never leaves the workflow. */
export class EarlyEnding extends Error {
  readonly ending: string;
  readonly request: AnyRequest | null;
  constructor(ending: string, request: AnyRequest | null = null) {
    super(ending);
    this.ending = ending;
    this.request = request;
  }
}

export interface WaitSubject<M, About> {
  state: SubjectState;
  rule: (action: keyof M, body: M[keyof M]) => Refusal | null;
  /** Messages that end the subject from any wait, with the ending they cause. */
  endings: Partial<Record<keyof M, string>>;
  /** The new deadline if an outage of ours lay inside this wait, else null. */
  outageInside: (wait: Wait<About>) => Promise<number | null>;
  nobody: About;
}

export const noLater = ({ latest }: { latest: number | null }, at: number): number =>
  Math.min(at, latest ?? at);
