import type { Moment, Recipient } from './define-notice.ts';
import { NOTICES } from './notices.ts';
import { NOTICE_SUBJECTS, type NoticeCause, type SubjectKind } from './subjects/subjects.ts';
import type { NoticeTemplate } from './templates.ts';
import { storedCondition, validUntil } from './until.ts';

/** A notice before it is stored: to one person, or to all ops of a city. */
export interface NoticeDraft {
  /** Unique. `*` stands for the person's id. */
  key: string;
  subject: SubjectKind;
  subjectId: string;
  orderId: string | null;
  personId: string | 'ops';
  /** The city whose ops receive it, when it goes to ops; null: all cities. */
  city: string | null;
  template: NoticeTemplate;
  params: Record<string, unknown>;
  /** The condition under which it is true; its end voids the notice. */
  wait: string | null;
  /** ISO: it is not sent after this. */
  validUntil: string | null;
  urgent: boolean;
  /** ISO; null: now */
  dueAt: string | null;
  /** Where it goes besides the inbox. */
  channel: 'sms' | null;
}

/** The notices that the events of one transition cause. An event without a row in `by-area/` notifies nobody. */
export function noticesOf<S extends SubjectKind>(cause: NoticeCause<S>): NoticeDraft[] {
  const { subject, id, row, version, events } = cause;
  const { params, city, orderId } = NOTICE_SUBJECTS[subject];
  const moment: Moment<S> = { row, at: Date.parse(cause.at) };
  const common = { subject, subjectId: id, orderId: orderId(row), city: city(row) };
  const found = events.flatMap(({ kind, payload }) =>
    (BY_EVENT.get(`${subject}:${String(kind)}`) ?? []).flatMap(({ template, recipients }) =>
      recipients(payload, moment).map((recipient) => ({ template, recipient })),
    ),
  );
  return found.map(({ template, recipient }, n): NoticeDraft => {
    const notice = NOTICES[template];
    const { to, dueAt, detail, channel = notice.channel, urgent = notice.urgent } = recipient;
    const all = { ...params(row), ...recipient.params };
    return {
      // One template may remind a person several times: its place in the list keeps the keys apart.
      key: `${id}:${version}:${template}:*${dueAt === undefined ? '' : `:${n}`}`,
      ...common,
      personId: to,
      template,
      params: all,
      wait: storedCondition(notice.until, detail),
      validUntil: validUntil(template, all)?.toISOString() ?? null,
      urgent,
      dueAt: dueAt === undefined ? null : new Date(dueAt).toISOString(),
      channel: channel === 'inbox' ? null : channel,
    };
  });
}

interface Cause {
  template: NoticeTemplate;
  recipients: (payload: unknown, moment: unknown) => Recipient[];
}

/** By `<subject>:<event>`. */
const BY_EVENT = new Map<string, Cause[]>();
for (const template of Object.keys(NOTICES) as NoticeTemplate[]) {
  const { subject, who } = NOTICES[template];
  for (const [event, recipients] of Object.entries(who)) {
    const key = `${subject}:${event}`;
    BY_EVENT.set(key, [...(BY_EVENT.get(key) ?? []), { template, recipients }]);
  }
}
