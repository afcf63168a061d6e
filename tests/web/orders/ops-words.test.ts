import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CASE_DECISIONS, CASE_KINDS } from '#contracts/cases/kinds.ts';
import type { EventKind } from '#contracts/events.ts';
import { ENDINGS, SETTLEMENTS, STAGES } from '#contracts/orders/stages.ts';
import { GROUPS, STAFF_ACTIONS } from '../../../web/features/orders/ops-act/actions.ts';

type Words = { [key: string]: Words | string };
const read = (lang: string, name: string): Words =>
  JSON.parse(readFileSync(new URL(`../../../web/locales/${lang}/${name}.json`, import.meta.url), 'utf8'));
const paths = (words: Words, prefix = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : paths(value, `${prefix}${key}.`),
  );
const has = (words: Words, path: string): boolean => {
  const found = path
    .split('.')
    .reduce<Words | string | undefined>((at, key) => (typeof at === 'object' ? at[key] : undefined), words);
  return typeof found === 'string' && found.length > 0;
};

// The keys of this record are checked by the compiler: a new kind of event must get its words.
const EVENTS: Record<EventKind, true> = {
  inquiryReceived: true,
  inquiryCompleted: true,
  handedToAgent: true,
  helpersRecommended: true,
  noHelperFound: true,
  rematchAsked: true,
  offerAccepted: true,
  offerDeclined: true,
  helperChosen: true,
  dispatchedByHand: true,
  agreementSigned: true,
  agreementSealed: true,
  helperSilent: true,
  helperWithdrew: true,
  helperReplaced: true,
  rescheduleProposed: true,
  rescheduleDeclined: true,
  rescheduled: true,
  visitDue: true,
  helperDeparted: true,
  helperLate: true,
  checkedIn: true,
  checkedOut: true,
  completionConfirmed: true,
  objected: true,
  caseOpened: true,
  caseDecided: true,
  settled: true,
  paymentReceived: true,
  paymentOverdue: true,
  paymentWrittenOff: true,
  reviewed: true,
  noReview: true,
  rewardGranted: true,
  penaltyDecided: true,
  feeCharged: true,
  feeWaived: true,
  deadlineExtended: true,
  timePassed: true,
  needsOps: true,
  opsRepaired: true,
  noticeBounced: true,
  closed: true,
};

const needed = [
  ...STAGES.flatMap((s) => [`stage.${s}`, `section.${s}`]),
  ...ENDINGS.map((e) => `ending.${e}`),
  ...SETTLEMENTS.map((s) => `settlement.${s}`),
  ...Object.keys(EVENTS).map((e) => `event.${e}`),
  ...CASE_KINDS.flatMap((kind) => [
    `caseKind.${kind}`,
    `needsOps.${kind}`,
    `needsOps.${kind}Overdue`,
    `needsOpsHint.${kind}`,
    ...CASE_DECISIONS[kind].flatMap((d) => [`decision.${kind}.${d}`, `decisionEffect.${kind}.${d}`]),
  ]),
  ...GROUPS.map((g) => `group.${g}`),
  ...Object.entries(STAFF_ACTIONS).flatMap(([action, row]) => [
    `act.${action}.title`,
    ...(row.reasons ?? []).map((r) => `reasonCode.${r}`),
  ]),
];

describe('the words of the ops surface', () => {
  test.each(['ops', 'outbox'])(
    '%s: both languages have the same keys and the same places for values',
    (name) => {
      const [zh, en] = [read('zh-CN', name), read('en', name)];
      expect(paths(en)).toEqual(paths(zh));
      const holes = (words: Words, path: string) => {
        const text = path
          .split('.')
          .reduce<Words | string>((at, key) => (at as Words)[key]!, words) as string;
        return [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
      };
      for (const path of paths(zh)) expect([path, holes(en, path)]).toEqual([path, holes(zh, path)]);
    },
  );

  test.each(['zh-CN', 'en'])('%s: every stage, event, ending, decision and reason has its words', (lang) => {
    const words = read(lang, 'ops');
    expect(needed.filter((path) => !has(words, path))).toEqual([]);
  });

  test('every serious action says its effect', () => {
    const words = read('zh-CN', 'ops').act as Words;
    for (const action of Object.keys(STAFF_ACTIONS)) {
      const effects = Object.keys(words[action] as Words).filter((key) => key.startsWith('effect'));
      expect([action, effects.length > 0]).toEqual([action, true]);
    }
  });
});
