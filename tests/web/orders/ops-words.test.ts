import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CASE_DECISIONS, CASE_KINDS } from '#contracts/cases/kinds.ts';
import type { EventKind } from '#contracts/events.ts';
import { ENDINGS, SETTLEMENTS, STAGES } from '#contracts/orders/stages.ts';
import { GROUPS, STAFF_ACTIONS } from '../../../web/features/orders/ops-act/actions.ts';

type Words = { [key: string]: Words | string };
const read = (lang: string, area: string): Words =>
  JSON.parse(readFileSync(new URL(`../../../web/locales/${lang}/${area}.json`, import.meta.url), 'utf8'));
const has = (lang: string, key: string): boolean => {
  const [area, path] = key.split(':') as [string, string];
  const found = path
    .split('.')
    .reduce<Words | string | undefined>(
      (at, key) => (typeof at === 'object' ? at[key] : undefined),
      read(lang, area),
    );
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
  ...STAGES.flatMap((s) => [`orders:ops.stage.${s}`, `orders:ops.section.${s}`]),
  ...ENDINGS.map((e) => `orders:ops.ending.${e}`),
  ...SETTLEMENTS.map((s) => `money:ops.settlement.${s}`),
  ...Object.keys(EVENTS).map((e) => `orders:ops.event.${e}`),
  ...CASE_KINDS.flatMap((kind) => [
    `cases:ops.caseKind.${kind}`,
    `orders:ops.needsOps.${kind}`,
    `orders:ops.needsOps.${kind}Overdue`,
    `orders:ops.needsOpsHint.${kind}`,
    ...CASE_DECISIONS[kind].flatMap((d) => [
      `cases:ops.decision.${kind}.${d}`,
      `cases:ops.decisionEffect.${kind}.${d}`,
    ]),
  ]),
  ...GROUPS.map((g) => `orders:ops.group.${g}`),
  ...Object.entries(STAFF_ACTIONS).flatMap(([action, row]) => [
    `orders:ops.act.${action}.title`,
    ...(row.reasons ?? []).map((r) => `orders:ops.reasonCode.${r}`),
  ]),
];

describe('the words of the ops surface', () => {
  test.each(['zh-CN', 'en'])('%s: every stage, event, ending, decision and reason has its words', (lang) => {
    expect(needed.filter((key) => !has(lang, key))).toEqual([]);
  });

  test('every serious action says its effect', () => {
    const words = (read('zh-CN', 'orders').ops as Words).act as Words;
    for (const action of Object.keys(STAFF_ACTIONS)) {
      const effects = Object.keys(words[action] as Words).filter((key) => key.startsWith('effect'));
      expect([action, effects.length > 0]).toEqual([action, true]);
    }
  });
});
