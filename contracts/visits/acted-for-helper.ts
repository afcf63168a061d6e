import type { Asker } from '#contracts/define-message.ts';
import type { ErrorCode } from '#contracts/errors.ts';

/** Facts that say who may speak for the customer after the visit. */
export interface HelpedFacts {
  /** Ids of staff who confirmed the arrival or the end of the visit for the helper. */
  actedForHelper: readonly string[];
}

/** Nobody confirms or reviews for the customer what he or she has stated for the helper. */
export const needsColleague = ({ id }: Asker, { actedForHelper }: HelpedFacts): ErrorCode | null =>
  actedForHelper.includes(id) ? 'NeedsColleague' : null;
