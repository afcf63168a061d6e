import { NOTICES } from './notices.ts';
import type { Condition, SubjectParts } from './subjects/notice-subject.ts';
import { NOTICE_SUBJECTS, type NoticeCause, type SubjectKind } from './subjects/subjects.ts';
import type { NoticeTemplate } from './templates.ts';

/** What a transition made untrue. */
export interface Over {
  /** LIKE patterns of the conditions that no longer hold. */
  conditions: string[];
  /** Templates whose condition no longer holds: for notices of an older version, which were stored without it. */
  templates: NoticeTemplate[];
}

/** The conditions that do not hold after a transition: by the subject's row, or because an event ended them. */
export function whatIsOver<S extends SubjectKind>(
  cause: Pick<NoticeCause<S>, 'subject' | 'row' | 'events'>,
): Over {
  const { subject, row, events } = cause;
  const conditions: string[] = [];
  const wholly = new Set<string>();
  const all: Record<string, Condition<SubjectParts>> = NOTICE_SUBJECTS[subject].conditions;
  for (const [name, { detailed, holds, endedBy }] of Object.entries(all)) {
    const ends = events.map(({ kind, payload }) => (endedBy as Ends)?.[String(kind)]?.(payload) ?? false);
    if (!holds(row) || ends.includes(true)) {
      wholly.add(name);
      conditions.push(detailed ? `${name}:%` : name);
    } else {
      const details = ends.flatMap((end) => (typeof end === 'boolean' ? [] : end));
      conditions.push(...details.map((detail) => `${name}:${detail}`));
    }
  }
  const templates = (Object.keys(NOTICES) as NoticeTemplate[]).filter((template) => {
    const { subject: of, until } = NOTICES[template];
    return of === subject && until !== 'always' && 'condition' in until && wholly.has(until.condition);
  });
  return { conditions, templates };
}

type Ends = Record<string, (payload: unknown) => boolean | string[]> | undefined;
