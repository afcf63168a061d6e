import { expect, test } from '@jest/globals';
import { ACTION_NAMES } from '#contracts/messages.ts';
import { answerOf, everyCall } from './every-call.ts';

const CALLS = everyCall();

test(`${CALLS.length} calls: everybody says everything at every moment of an order, and hears what people are told`, () => {
  const wrong = CALLS.filter((call) => answerOf(call) !== call.should);
  expect(wrong.map((call) => `${call.name}: ${answerOf(call)}, not ${call.should}`)).toEqual([]);
  expect(new Set(CALLS.map(({ ask }) => ask[0])).size).toBe(ACTION_NAMES.length);
});
