import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';
import type { Party } from '#contracts/people/roles.ts';

/** Facts that the rules of signing read. */
export interface AgreementFacts {
  booked: { agreementId: string; termsHash: string } | null;
  /** The parties that have signed the agreement in force, or its draft. */
  signedBy: readonly Party[];
}

export const AGREEMENT_RULES: { sign: Rule<UpdateBody<'sign'>, AgreementFacts> } = {
  sign: {
    possible: ({ role }, { signedBy }) => (signedBy.some((party) => party === role) ? 'AlreadySigned' : null),
    says: ({ role, party, agreementId, termsHash }, { booked }) => {
      if (role !== party) return 'NotAllowed';
      return booked?.agreementId === agreementId && booked.termsHash === termsHash ? null : 'TermsChanged';
    },
  },
};
