import { describe, expect, test } from '@jest/globals';
import { NOTICES } from '#activities/notices/notices.ts';
import { type NoticeDraft, noticesOf } from '#activities/notices/notices-of.ts';
import type { NoticeCause, SubjectKind } from '#activities/notices/subjects/subjects.ts';
import type { NoticeTemplate } from '#activities/notices/templates.ts';
import { whatIsOver } from '#activities/notices/what-is-over.ts';
import type { Locale, NoticeWords } from '#activities/notices/words.ts';
import { wordsOf } from '#activities/notices/words-of.ts';
import { EVERY_CAUSE } from '#tests/support/every-cause.ts';
import { SAMPLE_AT } from '#tests/support/every-event.ts';

interface Caused {
  what: string;
  draft: NoticeDraft;
  /** The conditions that did not hold when it was written, except for its own event. */
  over: string[];
}

const SUBJECTS = Object.keys(EVERY_CAUSE) as SubjectKind[];
/** Every notice of every event in each of its forms. */
const ALL = SUBJECTS.flatMap((subject) => EVERY_CAUSE[subject].flatMap(causedBy));
function causedBy<S extends SubjectKind>(cause: NoticeCause<S>): Caused[] {
  const over = whatIsOver({ ...cause, events: [] }).conditions;
  const what = `${cause.subject}: ${cause.events.map(({ kind }) => String(kind)).join()}`;
  return noticesOf(cause).map((draft) => ({ what, draft, over }));
}
const overBy = <S extends SubjectKind>(cause: NoticeCause<S>): string[] => whatIsOver(cause).conditions;
const matches = (patterns: string[], wait: string): boolean =>
  patterns.some((pattern) =>
    pattern.endsWith('%') ? wait.startsWith(pattern.slice(0, -1)) : wait === pattern,
  );

/** The texts of a notice; a missing parameter is detected. */
function strictWords(draft: NoticeDraft, locale: Locale): NoticeWords {
  const words = wordsOf(
    {
      params: draft.params,
      orderId: draft.orderId,
      // An order has a service, a time and a code by the time its notices go out.
      serviceZh: draft.params.serviceCode ? '日常保洁' : null,
      serviceEn: draft.params.serviceCode ? 'Daily cleaning' : null,
      startCode: draft.subject === 'order' ? '0427' : null,
      utcOffsetMinutes: 480,
    },
    locale,
  );
  return new Proxy(words, {
    get(target, name: keyof NoticeWords) {
      const word = target[name];
      if (!word || word === 'undefined' || word.includes('NaN')) throw new Error(`no word for ${name}`);
      return word;
    },
  });
}
/** A number in a text comes from a parameter, not from a default. */
const AMOUNTS: Record<string, RegExp> = { fen: /w\.yuan/, averageX100: /w\.stars/ };

describe('every event and recipient', () => {
  test('every notice is caused by an event', () => {
    const caused = new Set(ALL.map(({ draft }) => draft.template));
    expect(Object.keys(NOTICES).filter((template) => !caused.has(template as NoticeTemplate))).toEqual([]);
  });

  test.each(ALL.map((one) => [one.what, one.draft.template, one] as const))(
    '%s → %s has its text in both languages, with no missing parameter',
    (_, template, { draft }) => {
      for (const locale of ['zh-CN', 'en'] as const) {
        const text = NOTICES[template].text[locale];
        expect(text(strictWords(draft, locale))).not.toMatch(/undefined|NaN|null|\[object/);
        for (const [param, word] of Object.entries(AMOUNTS))
          if (word.test(String(text))) expect([param, typeof draft.params[param]]).toEqual([param, 'number']);
      }
    },
  );

  test('no two notices of a transition have the same key', () => {
    const keysOf = <S extends SubjectKind>(cause: NoticeCause<S>) =>
      noticesOf(cause).map(({ key, personId }) => key.replace('*', personId));
    const all = SUBJECTS.flatMap((subject) => EVERY_CAUSE[subject].map(keysOf));
    for (const keys of all) expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('until when a notice is true', () => {
  const conditional = ALL.flatMap(({ what, draft, over }) =>
    draft.wait === null ? [] : [{ what, draft, over, wait: draft.wait }],
  );

  test('it is true when it is written', () => {
    for (const { what, draft, over, wait } of conditional)
      expect([what, draft.template, wait, matches(over, wait)]).toEqual([what, draft.template, wait, false]);
  });

  test('a time that it names lies ahead', () => {
    for (const { draft } of ALL)
      if (draft.validUntil) expect(Date.parse(draft.validUntil)).toBeGreaterThan(Date.parse(SAMPLE_AT));
  });

  test.each(conditional.map((one) => [one.draft.template, one.wait, one] as const))(
    '%s (%s): some event ends it',
    (_, wait, { draft }) => {
      expect(EVERY_CAUSE[draft.subject].map(overBy).some((over) => matches(over, wait))).toBe(true);
    },
  );
});
