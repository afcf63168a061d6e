import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';

/** Facts that the rules of an inquiry read. */
export interface InquiryFacts {
  /** The inquiry is incomplete, and an agent or the customer completes it. */
  incomplete: boolean;
}

export const INQUIRY_RULES: { completeInquiry: Rule<UpdateBody<'completeInquiry'>, InquiryFacts> } = {
  completeInquiry: {
    possible: (_, { incomplete }) => (incomplete ? null : 'WrongStage'),
    says: ({ quantity, windowStart, windowEnd }) =>
      quantity < 1 || Date.parse(windowEnd) <= Date.parse(windowStart) ? 'InvalidInput' : null,
  },
};
