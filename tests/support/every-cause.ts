import type { NoticeCause, SubjectKind, Subjects } from '#activities/notices/subjects/subjects.ts';
import { CASE_KINDS } from '#contracts/cases/kinds.ts';
import { EVERY_EVENT, SAMPLE_AT } from './every-event.ts';

type Samples<S extends SubjectKind> = {
  [K in keyof Subjects[S]['events']]: { payload: Subjects[S]['events'][K]; row: Subjects[S]['row'] }[];
};

const PERSON_ID = '66666666-6666-4666-8666-666666666666';
const LATER = '2036-12-24T15:59:59.000Z';

const OTHER_PERSON = '77777777-7777-4777-8777-777777777777';
const helper = { id: PERSON_ID, city: 'zibo', displayName: '王阿姨' };
const HELPER_EVENTS: Samples<'helper'> = {
  certificateEnds: [30, 7, 1, 0].map((days) => ({
    payload: { skill: 'elderCare', until: LATER, days },
    row: helper,
  })),
  certificateChanged: [{ payload: { skill: 'elderCare' }, row: helper }],
};

const open: Subjects['case']['row'] = {
  id: '44444444-4444-4444-8444-444444444444',
  city: 'zibo',
  orderId: 'JZ261122-ABCDEFGH',
  kind: 'penalty',
  ownerId: PERSON_ID,
  status: 'open',
};
const nobodys = { ...open, ownerId: null };
const decided = { ...open, status: 'decided' };
const CASE_EVENTS: Samples<'case'> = {
  caseOpened: CASE_KINDS.map((kind) => ({ payload: { kind, reason: 'reason' }, row: { ...nobodys, kind } })),
  caseAssigned: [
    { payload: { ownerId: PERSON_ID }, row: open },
    { payload: { ownerId: null }, row: nobodys },
    { payload: { ownerId: PERSON_ID, takenFrom: null }, row: open },
    { payload: { ownerId: PERSON_ID, takenFrom: OTHER_PERSON }, row: open },
  ],
  caseChanged: [{ payload: { variant: 'withdrawn' }, row: open }],
  caseOverdue: [open, nobodys, { ...nobodys, orderId: null, city: null }].map((row) => ({
    payload: { dueAt: LATER },
    row,
  })),
  caseDecided: [{ payload: { decision: 'warning' }, row: decided }],
  caseOvertaken: [{ payload: { by: 'checkedIn' }, row: decided }],
  cancelIgnored: [{ payload: {}, row: open }],
  deadlineExtended: [{ payload: { by: 'ops', minutes: 60, until: LATER }, row: open }],
  timePassed: [{ payload: { minutes: 60 }, row: open }],
  needsOps: [{ payload: { reason: 'parked' }, row: open }],
  opsRepaired: [{ payload: { reason: 'repaired' }, row: open }],
};

/** Every event of every kind of subject, each in a transition of its own. A new kind of subject gives its samples here. */
export const EVERY_CAUSE: { [S in SubjectKind]: NoticeCause<S>[] } = {
  order: causes('order', EVERY_EVENT),
  helper: causes('helper', HELPER_EVENTS),
  case: causes('case', CASE_EVENTS),
};

function causes<S extends SubjectKind>(subject: S, samples: Samples<S>): NoticeCause<S>[] {
  const kinds = Object.keys(samples) as (keyof Samples<S>)[];
  return kinds.flatMap((kind) =>
    samples[kind].map(
      ({ payload, row }): NoticeCause<S> => ({
        ...{ subject, id: row.id, row, version: 7, at: SAMPLE_AT },
        events: [{ kind, payload }] as NoticeCause<S>['events'],
      }),
    ),
  );
}
