import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';
import { type HelpedFacts, needsColleague } from '#contracts/visits/acted-for-helper.ts';

export const REVIEW_RULES: { submitReview: Rule<UpdateBody<'submitReview'>, HelpedFacts> } = {
  submitReview: { possible: needsColleague },
};
