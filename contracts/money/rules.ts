import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';

/** Facts that the rules of payments read. */
export interface MoneyFacts {
  /** What the customer owes; null: the order is not settled yet. */
  dueFen: number | null;
}

export const MONEY_RULES: { recordCash: Rule<UpdateBody<'recordCash'>, MoneyFacts> } = {
  recordCash: {
    says: ({ amountFen }, { dueFen }) => (amountFen === dueFen ? null : 'AmountMismatch'),
  },
};
