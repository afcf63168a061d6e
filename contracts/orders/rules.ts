import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';

/** What the rules of an inquiry look at. */
export interface InquiryFacts {
  /** Something of the inquiry is missing, and an agent or the customer completes it. */
  incomplete: boolean;
}

export const INQUIRY_RULES: { completeInquiry: Rule<UpdateBody<'completeInquiry'>, InquiryFacts> } = {
  completeInquiry: {
    possible: (_, { incomplete }) => (incomplete ? null : 'WrongStage'),
    says: ({ quantity, windowStart, windowEnd }) =>
      quantity < 1 || Date.parse(windowEnd) <= Date.parse(windowStart) ? 'InvalidInput' : null,
  },
};
