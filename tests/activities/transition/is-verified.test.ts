import { describe, expect, test } from '@jest/globals';
import { isVerified, isVouchedFor } from '#activities/transition/is-verified.ts';
import type { Actor } from '#contracts/transition.ts';
import { makeOldProof, makeProof, type Secret } from '#platform/proof.ts';

const SECRET = 'the secret of this test';
const ORDER = { subject: 'order', id: 'JZ261201-AAAAAAAA' };
const BODY = {
  ...{
    by: 'ops-1',
    role: 'ops' as const,
    reason: 'checkedByPhone',
    noteId: 'note-1',
    bodyHash: 'h'.repeat(43),
  },
  ...{ caseId: 'case-1', decision: 'reducePrice', amountFen: 1_000 },
};
const { by, role, reason, noteId, ...FIELDS } = BODY;

/** A step from the workflow, caused by a decision that the API vouched for. */
function aStep(secret: Secret = SECRET) {
  const claim = { ...ORDER, message: 'decideCase', messageId: 'message-1', body: BODY };
  const actor: Actor = {
    ...{ id: by, role, action: 'decideCase', reason, noteId, fields: FIELDS },
    proof: makeProof(secret, claim),
  };
  return { actor, cause: 'message-1' };
}
const STEP = aStep();
const withActor = (more: Partial<Actor>) => ({ ...STEP, actor: { ...STEP.actor, ...more } });

describe('a message that the platform vouches for', () => {
  test('its own fields, sender, id and subject → verified', () => {
    expect(isVerified(SECRET, ORDER, STEP)).toBe(true);
    expect(isVerified(['a newer secret', SECRET], ORDER, STEP)).toBe(true);
    expect(isVerified('another secret', ORDER, STEP)).toBe(false);
  });

  test.each<[string, typeof ORDER, typeof STEP]>([
    ['another amount', ORDER, withActor({ fields: { ...FIELDS, amountFen: 5_000 } })],
    ['another decision', ORDER, withActor({ fields: { ...FIELDS, decision: 'free' } })],
    ['another case', ORDER, withActor({ fields: { ...FIELDS, caseId: 'case-2' } })],
    ['one field more', ORDER, withActor({ fields: { ...FIELDS, helperId: 'helper-1' } })],
    ['one field less', ORDER, withActor({ fields: { caseId: 'case-1', decision: 'reducePrice' } })],
    ['another reason', ORDER, withActor({ reason: 'other' })],
    ['another note', ORDER, withActor({ noteId: 'note-2' })],
    ['another person', ORDER, withActor({ id: 'ops-2' })],
    ['another role', ORDER, withActor({ role: 'agent' })],
    ['another action', ORDER, withActor({ action: 'cancelOrder' })],
    ['sent as a signal', ORDER, withActor({ signal: 'caseDecided' })],
    ['another message id: sent again', ORDER, { ...STEP, cause: 'message-2' }],
    ['another order', { ...ORDER, id: 'JZ261201-BBBBBBBB' }, STEP],
    ['another subject', { ...ORDER, subject: 'case' }, STEP],
    ['no proof', ORDER, withActor({ proof: undefined as never })],
    ['a proof that nobody made', ORDER, withActor({ proof: `v2_${'x'.repeat(43)}` })],
  ])('copied with %s → not verified', (_, ref, step) => {
    expect(isVerified(SECRET, ref, step)).toBe(false);
  });

  // The result for the copies above if proofs still left out the fields and the id.
  test('control: with a proof of the old form the copied amount and the repeated message pass', () => {
    const proof = makeOldProof(SECRET, { orderId: ORDER.id, action: 'decideCase', by, role });
    expect(isVerified(SECRET, ORDER, withActor({ proof, fields: { ...FIELDS, amountFen: 5_000 } }))).toBe(
      true,
    );
    expect(isVerified(SECRET, ORDER, { ...withActor({ proof }), cause: 'message-2' })).toBe(true);
    expect(isVerified(SECRET, { ...ORDER, subject: 'case' }, withActor({ proof }))).toBe(false);
  });

  test('an activity that was scheduled before: no fields, the old form → verified', () => {
    const proof = makeOldProof(['new', SECRET].at(1)!, { orderId: ORDER.id, action: 'decideCase', by, role });
    const actor: Actor = { id: by, role, action: 'decideCase', proof };
    expect(isVerified(['new', SECRET], ORDER, { actor, cause: 'message-1' })).toBe(true);
    expect(
      isVerified(SECRET, ORDER, { actor: { ...actor, action: 'cancelOrder' }, cause: 'message-1' }),
    ).toBe(false);
  });

  test('a payment of the gateway: the amount and the payment are covered; the system alone vouches for nothing', () => {
    const fields = { paymentId: 'payment-1', amountFen: 12_000 };
    const claim = { ...ORDER, message: 'paymentSettled', messageId: 'payment-payment-1' };
    const proof = makeProof(SECRET, { ...claim, body: { ...fields, role: 'system' } });
    const actor: Actor = { id: null, role: 'system', signal: 'paymentSettled', proof, fields };
    const step = { actor, cause: 'payment-payment-1' };
    expect(isVouchedFor(SECRET, ORDER, step)).toBe(true);
    const more = { ...actor, fields: { ...fields, amountFen: 1 } };
    expect(isVouchedFor(SECRET, ORDER, { ...step, actor: more })).toBe(false);
    expect(isVouchedFor(SECRET, ORDER, { actor: { id: null, role: 'system' }, cause: 'x' })).toBe(false);
  });
});
