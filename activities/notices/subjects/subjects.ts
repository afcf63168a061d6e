import { CASE, type CaseSubject } from './case.ts';
import { HELPER, type HelperSubject } from './helper.ts';
import type { NoticeSubject } from './notice-subject.ts';
import { ORDER, type OrderSubject } from './order.ts';

/** Every kind of subject whose events cause notices. */
export interface Subjects {
  order: OrderSubject;
  helper: HelperSubject;
  case: CaseSubject;
}
export type SubjectKind = keyof Subjects;

export const NOTICE_SUBJECTS: { [S in SubjectKind]: NoticeSubject<Subjects[S]> } = {
  order: ORDER,
  helper: HELPER,
  case: CASE,
};

type RowOf<S extends SubjectKind> = Subjects[S]['row'];
type EventOf<S extends SubjectKind> = {
  [K in keyof Subjects[S]['events']]: { kind: K; payload: Subjects[S]['events'][K] };
}[keyof Subjects[S]['events']];

/** What a transition of a subject did, as far as notices are concerned. */
export interface NoticeCause<S extends SubjectKind> {
  subject: S;
  id: string;
  /** The subject as it is after the transition. */
  row: RowOf<S>;
  version: number;
  /** ISO: when it happened */
  at: string;
  events: EventOf<S>[];
}
