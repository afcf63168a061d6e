import { expect, test } from '@jest/globals';
import { caseMovesNow } from '#contracts/cases/case-moves.ts';
import type { CaseMessage } from '#contracts/cases/case-rows.ts';
import type { StartCase } from '#contracts/cases/case-subject.ts';
import { CASE_KINDS, decisionsOf } from '#contracts/cases/kinds.ts';
import { messagesOf } from '#contracts/messages.ts';
import { ROLES } from '#contracts/people/roles.ts';
import { caseRefusal } from '#workflows/case/case-rules.ts';
import { newCaseState } from '#workflows/case/case-state.ts';

const ID = '00000000-0000-4000-8000-000000000001';
const OTHER = '00000000-0000-4000-8000-000000000002';
const NAMES = Object.keys(messagesOf('case')) as CaseMessage[];

test('what the API offers is what the workflow of the case takes: every role, kind, owner and moment', () => {
  let offered = 0;
  for (const role of ROLES)
    for (const kind of CASE_KINDS)
      for (const ownerId of [null, ID, OTHER])
        for (const isOpen of [true, false])
          for (const rehearsal of [true, false])
            for (const retryable of [true, false]) {
              const input = { caseId: ID, kind, rehearsal, dueAt: '2026-12-01T00:00:00Z' } as StartCase;
              const state = {
                ...newCaseState(input),
                ...{ ownerId, stage: isOpen ? ('open' as const) : ('closed' as const) },
                parked: retryable ? 'closeCase' : null,
              };
              const body = { by: ID, role, proof: 'p'.repeat(43), reason: 'x', to: OTHER, minutes: 5 };
              const decision = { caseId: ID, decision: decisionsOf(kind)[0], amountFen: 1 };
              const taken = NAMES.filter(
                (name) => caseRefusal(name, { ...body, ...decision } as never, state, input) === null,
              );
              const facts = {
                ...{ id: ID, kind, variant: null, isOpen, hasWorkflow: true },
                ...{ ownerId, rehearsal, retryable, hasDeadline: true },
              };
              const moves = caseMovesNow({ id: ID, role }, facts);
              expect([role, kind, ownerId, isOpen, moves]).toEqual([role, kind, ownerId, isOpen, taken]);
              offered += moves.length;
            }
  expect(offered).toBeGreaterThan(100);
});

test('a case that its order decides offers the decision alone', () => {
  const facts = {
    ...{ id: ID, variant: null, isOpen: true, hasWorkflow: false, ownerId: ID },
    ...{ rehearsal: true, retryable: true, hasDeadline: true },
  };
  expect(caseMovesNow({ id: ID, role: 'ops' }, { ...facts, kind: 'objection' })).toEqual(['decideCase']);
  expect(caseMovesNow({ id: ID, role: 'agent' }, { ...facts, kind: 'objection' })).toEqual([]);
  expect(caseMovesNow({ id: ID, role: 'agent' }, { ...facts, kind: 'callback' })).toEqual(['decideCase']);
});
