import { describe, expect, test } from '@jest/globals';
import { type CaseKind, decisionsOf, mayDecide } from '#contracts/cases/kinds.ts';
import { CASE_RULES, OPEN_CASE_RULES } from '#contracts/cases/rules.ts';

type Says = (body: object, facts: object) => string | null;
type Possible = (who: object, facts: object) => string | null;
const ofOrder = CASE_RULES.decideCase as unknown as { says: Says; possible: Possible };
const ofCase = OPEN_CASE_RULES.decideCase as unknown as { says: Says; possible: Possible };
const release = OPEN_CASE_RULES.releaseCase as unknown as { possible: Possible };

test('who decides: ops every kind, agents call-backs and general cases, nobody else', () => {
  const kinds: CaseKind[] = ['callback', 'arrival', 'objection', 'penalty', 'payment', 'fitness', 'general'];
  expect(kinds.filter((kind) => mayDecide(kind, 'ops'))).toEqual(kinds);
  expect(kinds.filter((kind) => mayDecide(kind, 'agent'))).toEqual(['callback', 'general']);
  for (const role of ['customer', 'helper'])
    expect(kinds.filter((kind) => mayDecide(kind, role))).toEqual([]);
});

test('what may be decided: by kind, and by the question once it has changed', () => {
  expect(decisionsOf('arrival')).toEqual(['arrived', 'waitLonger', 'helperNoShow', 'customerNoShow']);
  expect(decisionsOf('arrival', 'withdrawn')).toEqual(['helperNoShow', 'excused']);
  expect(decisionsOf('penalty', 'withdrawn')).toEqual(['none', 'training', 'warning', 'removal']);
});

describe('the decision of a case that its order waits for', () => {
  const penalty = { id: 'p', kind: 'penalty' };
  const callback = { id: 'c', kind: 'callback' };
  const objection = { id: 'o', kind: 'objection' };
  const facts = { decidable: [penalty, callback, objection], booked: { totalFen: 900 } };
  const says = (body: object, more: object = {}) =>
    ofOrder.says({ role: 'ops', ...body }, { ...facts, ...more });

  test('is possible for whoever may decide one of the cases', () => {
    expect(ofOrder.possible({ role: 'ops' }, { decidable: [] })).toBe('NoSuchCase');
    expect(ofOrder.possible({ role: 'agent' }, { decidable: [penalty] })).toBe('NotAllowed');
    expect(ofOrder.possible({ role: 'agent' }, { decidable: [penalty, callback] })).toBeNull();
  });

  test('names such a case, a decision of its kind, and of a reduction a sum up to the price', () => {
    expect(says({ caseId: 'x', decision: 'none' })).toBe('NoSuchCase');
    expect(says({ caseId: 'p', decision: 'none', role: 'agent' })).toBe('NotAllowed');
    expect(says({ caseId: 'p', decision: 'free' })).toBe('InvalidInput');
    expect(says({ caseId: 'p', decision: 'none' })).toBeNull();
    const sums = [undefined, 0, 1, 900, 901].map((amountFen) =>
      says({ caseId: 'o', decision: 'reducePrice', amountFen }),
    );
    expect(sums).toEqual(['AmountMismatch', 'AmountMismatch', null, null, 'AmountMismatch']);
    const unbooked = { caseId: 'o', decision: 'reducePrice', amountFen: 1 };
    expect(says(unbooked, { booked: null })).toBe('AmountMismatch');
  });
});

describe('messages into an open case', () => {
  const facts = { id: 'o', kind: 'objection', variant: null, ownerId: null };
  const says = (body: object, more: object = {}) =>
    ofCase.says({ role: 'ops', caseId: 'o', ...body }, { ...facts, ...more });

  test('a decision: of this case, by who may, one of its kind, and of a reduction a sum', () => {
    expect(ofCase.possible({ role: 'ops' }, facts)).toBeNull();
    expect(ofCase.possible({ role: 'agent' }, facts)).toBe('NotAllowed');
    expect(says({ caseId: 'x', decision: 'free' })).toBe('NoSuchCase');
    expect(says({ role: 'agent', decision: 'free' })).toBe('NotAllowed');
    expect(says({ decision: 'none' })).toBe('InvalidInput');
    expect(says({ decision: 'free' })).toBeNull();
    expect(says({ decision: 'reducePrice' })).toBe('AmountMismatch');
    expect(says({ decision: 'reducePrice', amountFen: 1 })).toBeNull();
    expect(says({ decision: 'excused' }, { kind: 'arrival', variant: 'withdrawn' })).toBeNull();
  });

  test('only a case that somebody has taken over can be released', () => {
    expect(release.possible({ role: 'ops' }, facts)).toBe('WrongStage');
    expect(release.possible({ role: 'ops' }, { ...facts, ownerId: 'me' })).toBeNull();
  });
});
