import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';
import type { Party } from '#contracts/people/roles.ts';
import { type HelpedFacts, needsColleague } from './acted-for-helper.ts';
import type { VisitTimes } from './in-its-time.ts';
import { canMoveTo, type RescheduleTerms, rescheduleTerms } from './reschedule.ts';

/** Facts that the rules of a visit read. Times in ms since epoch. */
export interface VisitFacts extends HelpedFacts {
  /** The agreed start. */
  booked: { startsAt: number } | null;
  /** The side that proposed another start and has no answer yet. */
  proposedBy: Party | null;
  /** How often the visit was moved. */
  reschedules: number;
  openCase: { kind: string } | null;
  /** By the order's clock. */
  now: number;
  policy: VisitTimes & Partial<RescheduleTerms>;
}

type Ruled = 'proposeReschedule' | 'answerReschedule' | 'confirmCompletion';
export const VISIT_RULES: { [A in Ruled]: Rule<UpdateBody<A>, VisitFacts> } = {
  proposeReschedule: {
    possible: (_, order) => {
      if (order.openCase?.kind === 'arrival') return 'WrongStage';
      if (order.proposedBy) return 'ProposalOpen';
      const { maxReschedules } = rescheduleTerms(order.policy);
      return order.reschedules < maxReschedules ? null : 'NoReschedulesLeft';
    },
    says: ({ startsAt }, { booked, now, policy }) =>
      booked && canMoveTo({ startsAt: Date.parse(startsAt), from: booked.startsAt, now, policy })
        ? null
        : 'SlotInvalid',
  },
  answerReschedule: {
    // The helper is at the door, and ops find out: the time does not move meanwhile.
    possible: (_, { proposedBy, openCase }) => {
      if (openCase?.kind === 'arrival') return 'WrongStage';
      return proposedBy ? null : 'NotYourTurn';
    },
    // The proposer may withdraw. Only the other side, or staff for it, may accept.
    says: ({ accept, role }, order) => (accept && role === order.proposedBy ? 'NotYourTurn' : null),
  },
  // While staff handle an objection, the customer cannot object or confirm again.
  confirmCompletion: {
    possible: (who, order) =>
      order.openCase?.kind === 'objection' ? 'WrongStage' : needsColleague(who, order),
  },
};
