import type { SubjectKind, Subjects } from './subjects/subjects.ts';
import type { Both, Text } from './words.ts';

/** A notice: which event causes it, who gets it, what it says, how it goes out, and until when it is true. */
export interface NoticeRow<S extends SubjectKind> {
  subject: S;
  /** Who gets it, by the event that causes it. */
  who: {
    [K in keyof Subjects[S]['events']]?: (
      payload: Subjects[S]['events'][K],
      moment: Moment<S>,
    ) => Recipient[];
  };
  /** What happened, in a few words: the first line in the inbox. */
  title: Both<string>;
  /** The sentence of SMS, WeChat and inbox. */
  text: Both<Text>;
  /** `inbox`: only there. `sms`: SMS besides, and the next channel when SMS fails. */
  channel: Channel;
  /** Goes out in quiet hours, too. */
  urgent: boolean;
  /** Until when the text is true. What is no longer true is not sent. */
  until: Until<Subjects[S]['condition']>;
}
type Channel = 'inbox' | 'sms';

/**
 * `always`: it tells what happened. `condition`: as long as the subject is in it. `time`: until the moment in this
 * parameter of the notice. With both, the earlier end counts.
 */
export type Until<Condition extends string> =
  | 'always'
  | { condition: Condition; time?: TimeParam }
  | { time: TimeParam };
type TimeParam = 'startsAt' | 'until';

/** The subject's row after the transition, and the transition's time in ms since epoch. */
export interface Moment<S extends SubjectKind> {
  row: Subjects[S]['row'];
  at: number;
}

/** One person, or all ops of the subject's city, with what differs from the notice's row. */
export interface Recipient {
  to: string | 'ops';
  params?: Record<string, unknown>;
  /** A reminder goes out then, ms since epoch; without it: now. */
  dueAt?: number;
  /** Of the condition: which party, which case. */
  detail?: string;
  channel?: Channel;
  urgent?: boolean;
}

/** A row of `by-area/`; it compiles only with every part. */
export function defineNotice<S extends SubjectKind>(row: NoticeRow<S>): NoticeRow<S> {
  return row;
}

export type AnyNotice = { [S in SubjectKind]: NoticeRow<S> }[SubjectKind];
