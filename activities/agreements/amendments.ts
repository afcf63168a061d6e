import type { Slot } from '#activities/calendars/helper-calendar.ts';
import type { AmendmentContent } from '#contracts/agreements/agreement.ts';
import type { Party } from '#contracts/people/roles.ts';
import type { Step } from '#contracts/transition.ts';
import { otherSide } from '#contracts/visits/reschedule.ts';
import { canonicalJson, sha256Hex } from '#platform/canonical-json.ts';
import type { Tx } from '#platform/database.ts';
import type { Agreement, RescheduleProposal } from '#prisma/generated/client.ts';

type Consent = AmendmentContent['customer'];

/** Another time for the same agreement, with the consent of both; chained by hash to the terms they signed. */
export async function amendAgreement(
  tx: Tx,
  input: {
    id: string;
    agreement: Agreement;
    from: Slot;
    to: Slot;
    side: Party;
    /** null: the terms ask for no consent */
    proposal: RescheduleProposal | null;
    step: Step;
  },
): Promise<{ hash: string }> {
  const { id, agreement, side, step } = input;
  const models = await tx.models();
  const last = await models.agreementAmendment.findFirst({
    where: { agreementId: agreement.id },
    orderBy: { n: 'desc' },
  });
  const n = (last?.n ?? 0) + 1;
  const content: AmendmentContent = {
    version: 1,
    id,
    agreementId: agreement.id,
    n,
    from: isoSlot(input.from),
    to: isoSlot(input.to),
    proposedBy: side,
    ...consents(input),
  };
  const previousHash = last?.hash ?? agreement.termsHash;
  const hash = amendmentHash(content, previousHash);
  await models.agreementAmendment.create({
    data: {
      id,
      agreementId: agreement.id,
      orderId: agreement.orderId,
      n,
      content: content as object,
      previousHash,
      hash,
      at: new Date(step.at),
    },
  });
  return { hash };
}

/** @internal a test computes the chain of hashes anew */
export const amendmentHash = (content: AmendmentContent, previousHash: string): string =>
  sha256Hex(canonicalJson({ content, previousHash }));

function consents({
  agreement,
  side,
  proposal,
  step,
}: {
  agreement: Agreement;
  side: Party;
  proposal: RescheduleProposal | null;
  step: Step;
}): Pick<AmendmentContent, 'customer' | 'helper'> {
  const { id: personId, role } = step.actor;
  const acting = (how: Consent['how']): Consent => ({ personId, role, how, cause: step.cause, at: step.at });
  const proposer: Consent = proposal
    ? {
        personId: proposal.proposedBy,
        role: proposal.role,
        how: 'proposed',
        cause: proposal.cause,
        at: proposal.at.toISOString(),
      }
    : acting('proposed');
  const other: Consent = proposal
    ? acting('accepted')
    : {
        personId: otherSide(side) === 'helper' ? agreement.helperId : null,
        role: otherSide(side),
        how: 'terms',
        cause: agreement.termsHash,
        at: (agreement.sealedAt ?? agreement.createdAt).toISOString(),
      };
  return side === 'customer' ? { customer: proposer, helper: other } : { customer: other, helper: proposer };
}

const isoSlot = ({ startsAt, endsAt }: Slot): AmendmentContent['from'] => ({
  startsAt: new Date(startsAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
});
