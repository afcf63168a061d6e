import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';

/** What the rules of payments look at. */
export interface MoneyFacts {
  /** What the customer owes; null: nothing was settled yet. */
  dueFen: number | null;
}

export const MONEY_RULES: { recordCash: Rule<UpdateBody<'recordCash'>, MoneyFacts> } = {
  recordCash: {
    says: ({ amountFen }, { dueFen }) => (amountFen === dueFen ? null : 'AmountMismatch'),
  },
};
