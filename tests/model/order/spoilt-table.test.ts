import { describe, expect, test } from '@jest/globals';
import { ACTIONS, type ActionRow } from '#contracts/access.ts';
import { ACTION_NAMES } from '#contracts/messages.ts';
import { SETTLEMENTS, STAGES, VISIT_PHASES } from '#contracts/orders/stages.ts';
import { ROLES } from '#contracts/people/roles.ts';
import { answerOf, everyCall } from './every-call.ts';

const CALLS = everyCall();

// The control of order-rules.test.ts: a table that is wrong by one word must be seen. `npm run mutate` does the same to the rules.
describe('a spoilt table is seen', () => {
  test.each(ACTION_NAMES)('%s: one role, stage, phase or settlement more or less, its proof', (action) => {
    const unseen = otherRows(ACTIONS[action]).filter(([, row]) => !isSeen(action, row));
    expect(unseen.map(([name]) => name)).toEqual([]);
  });
});

/** Whether some call is answered differently over this table; that the rules break is an answer, too. */
function isSeen(action: (typeof ACTION_NAMES)[number], row: ActionRow): boolean {
  const right = ACTIONS[action];
  ACTIONS[action] = row;
  try {
    return CALLS.some((call) => answerOf(call) !== call.should);
  } catch {
    return true;
  } finally {
    ACTIONS[action] = right;
  }
}

/** Each row with one role, stage, phase or settlement more or less, or without its proof. */
function otherRows(row: ActionRow): [name: string, row: ActionRow][] {
  const toggled = <T>(list: readonly T[], one: T): T[] =>
    list.includes(one) ? list.filter((other) => other !== one) : [...list, one];
  return [
    ...ROLES.map((one): [string, ActionRow] => [one, { ...row, roles: toggled(row.roles, one) }]),
    // Closed is closed, whatever a row says.
    ...STAGES.filter((one) => one !== 'closed').map((one): [string, ActionRow] => [
      one,
      { ...row, stages: toggled(row.stages, one) },
    ]),
    ...(row.phases ? VISIT_PHASES : []).map((one): [string, ActionRow] => [
      one,
      { ...row, phases: toggled(row.phases!, one) },
    ]),
    ...(row.settlements ? SETTLEMENTS : []).map((one): [string, ActionRow] => [
      one,
      { ...row, settlements: toggled(row.settlements!, one) },
    ]),
    ['money', { ...row, money: !row.money }],
  ];
}
