import { describe, expect, test } from '@jest/globals';
import { ACTION_NAMES, ACTIONS, type ActionRow } from '#contracts/access.ts';
import { messageRefusal } from '#workflows/order/order-rules.ts';
import { everyCall, type Rules, type Trial } from './every-call.ts';
import { otherRows, rulesOver, spoil } from './spoilt-rules.ts';

const CALLS = everyCall();
const answer = (rules: Rules, { ask }: Trial): string =>
  rules(ask[0], ask[1] as never, ask[2], ask[3]) ?? 'ok';
/** The first call that these rules answer differently; that they break is an answer, too. */
const differs = (rules: Rules): Trial | undefined =>
  CALLS.find((call) => {
    try {
      return answer(rules, call) !== call.should;
    } catch {
      return true;
    }
  });

test(`${CALLS.length} calls: everybody says everything at every moment of an order, and hears what people are told`, () => {
  const wrong = CALLS.filter((call) => answer(messageRefusal, call) !== call.should);
  expect(wrong.map((call) => `${call.name}: ${answer(messageRefusal, call)}, not ${call.should}`)).toEqual(
    [],
  );
  expect(new Set(CALLS.map(({ ask }) => ask[0])).size).toBe(ACTION_NAMES.length);
});

// The control of the test above: rules that are weaker, or stricter, by one word must be seen.
describe('a spoilt rule is seen', () => {
  test('from their own text unspoilt, the rules are the rules', () => {
    const { chooseHelper } = ACTIONS;
    expect(differs(rulesOver('chooseHelper', chooseHelper))).toBeUndefined();
    expect(differs(spoil('rules', "'NotOnShortlist'", "'NotOnShortlist'"))).toBeUndefined();
  });

  test.each([
    ['any helper is the helper', "if (helper === 'any') return true;", 'return true;'],
    ['no helper is', 'return order.booked?.helperId === body.by;', 'return false;'],
    ['who answers an offer', '(body as unknown as { helperId: string }).helperId === body.by', 'true'],
    ['any customer is the customer', "role === 'customer' && by !== input.customerId", 'false'],
    ['the role, asked for in motion', "if (!row.roles.includes(role)) return 'NotAllowed';", ''],
    ['the closed order, in motion', "order.stage !== 'closed' && !MESSAGES", '!MESSAGES'],
    ['a retry in motion', '&& !MESSAGES[action].duringTransition', ''],
    ['motion', 'if (order.inMotion &&', 'if (false &&'],
    ['stages and phases', 'if (denied) return denied;', ''],
    ['the proof', 'row.money && !proof', 'false'],
    ['the objection', "order.openCase?.kind === 'objection'", 'false'],
    ['a complete inquiry', "input.complete || input.shape === 'liveIn'", "input.shape === 'liveIn'"],
    ['a live-in need', "input.complete || input.shape === 'liveIn'", 'input.complete'],
    ['nothing wanted', 'body.quantity < 1 ||', ''],
    ['an end before its start', 'Date.parse(body.windowEnd) <= Date.parse(body.windowStart)', 'false'],
    [
      'the shortlist',
      "return order.shown.includes(body.helperId) ? 'ShortlistChanged' : 'NotOnShortlist';",
      'return null;',
    ],
    ['an older shortlist', "order.shown.includes(body.helperId) ? 'ShortlistChanged' :", ''],
    [
      'the newest shortlist',
      'if (order.candidates.some((c) => c.helperId === body.helperId)) return null;\n    return',
      'return',
    ],
    ['a window without a name', '!named ||', ''],
    ['a window too short', '!(length >= order.minutes * 60_000)', 'false'],
    ['the rounds', 'order.round >= input.policy.maxRounds', 'order.round > input.policy.maxRounds'],
    ['whose turn, agreeing', 'order.booked?.helperId !== body.helperId', 'false'],
    ['a yes said twice', 'body.accept || order.signedBy', 'order.signedBy'],
    ['a no after signing', "body.accept || order.signedBy.includes('helper')", 'body.accept'],
    [
      'whose turn, choosing',
      "if (!order.candidates.some((c) => c.helperId === body.helperId)) return 'NotYourTurn';",
      '',
    ],
    ['an answer said twice', 'order.answered.includes(body.helperId)', 'false'],
    ['signing for the other', 'body.role !== body.party', 'false'],
    ['the agreement', 'order.booked?.agreementId !== body.agreementId ||', ''],
    ['its terms', '|| order.booked.termsHash !== body.termsHash', ''],
    ['a signature twice', 'order.signedBy.includes(body.party)', 'false'],
    ['one proposal', "if (order.proposal) return 'ProposalOpen';", ''],
    ['so many proposals', 'order.reschedules >= rescheduleTerms', 'order.reschedules > rescheduleTerms'],
    ['a time of the past', "return fits ? null : 'SlotInvalid';", 'return null;'],
    ['the rehearsal’s clock', 'Date.now() + order.clockShiftMs', 'Date.now()'],
    ['no proposal', '!order.proposal ||', '!!order.proposal &&'],
    ['one’s own proposal', 'body.accept && body.role === order.proposal.side', 'false'],
    ['taking it back', 'body.accept && body.role', 'body.role'],
    ['the sum', 'body.amountFen === order.dueFen', 'true'],
    ['which case', 'order.openCase?.id !== body.caseId', '!order.openCase'],
    ['an agent’s cases', "body.role === 'agent' && order.openCase.kind !== 'callback'", 'false'],
    ['what may be decided', '!decisions.includes(body.decision)', 'false'],
    ['the price reduced', "if (body.decision !== 'reducePrice') return null;", 'return null;'],
    ['more than the price', 'body.amountFen <= total', 'true'],
    ['a retry of nothing', "'NothingToRetry'", 'null'],
    ['a retry of a notice', "|| order.needsOpsReason === 'noticeBounced'", ''],
  ])('%s', (_, from, to) => {
    expect(differs(spoil('rules', from, to))).toBeDefined();
  });

  test.each([
    ['a closed order', "if (order.stage === 'closed') return 'OrderClosed';", ''],
    ['no rehearsal', "if (row.rehearsal && !order.rehearsal) return 'NotRehearsal';", ''],
    ['what is said of a stage', "row.tooLate ?? 'WrongStage'", "'WrongStage'"],
    ['a visit not begun', "order.phase ?? 'planned'", "order.phase ?? 'checkedIn'"],
  ])('%s', (_, from, to) => {
    expect(differs(spoil('access', from, to))).toBeDefined();
  });

  test.each(ACTION_NAMES)('%s: one role, stage, phase or settlement more or less, its proof', (action) => {
    const others = otherRows(ACTIONS[action] as ActionRow);
    const unseen = others.filter(([, row]) => differs(rulesOver(action, row)) === undefined);
    expect(unseen.map(([name]) => name)).toEqual([]);
  });
});
