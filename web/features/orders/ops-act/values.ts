import type { CaseView } from '#contracts/cases/case.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { toUtc } from '../../../lib/time.ts';
import type { StaffAction } from './actions.ts';

/** What the fields of an action's form hold. */
export interface Values {
  reason?: string;
  note?: string;
  minutes?: number;
  yuan?: number;
  helperId?: string;
  accept?: boolean;
  startCode?: string;
  quantity?: number;
  date?: string;
  from?: string;
  to?: string;
  reasons?: string[];
  attitude?: number;
  effect?: number;
  contractKept?: boolean;
  text?: string;
  decision?: string;
  startsAt?: string;
  side?: 'customer' | 'helper';
}

/** What an action needs of its order, or of its case. */
export interface Subject {
  /** Empty: a case without an order. */
  orderId: string;
  /** The action is a message into this case instead of the order. */
  caseId?: string;
  /** The most by which the price may be reduced; that of the order unless given. */
  mostFen?: number | null;
  order: OrderView | null;
  openCase: CaseView | null;
}

/** The body of the call, as its contract wants it: fen instead of yuan, no empty notes. */
export function bodyOf(
  action: StaffAction,
  v: Values,
  subject: Subject,
  utcOffset: number,
): Record<string, unknown> {
  const why = {
    ...(v.reason ? { reason: v.reason } : {}),
    ...(v.note?.trim() ? { note: v.note.trim() } : {}),
  };
  const fen = v.yuan === undefined || v.yuan === null ? undefined : Math.round(v.yuan * 100);
  switch (action) {
    case 'decideCase':
      return {
        ...(subject.caseId ? {} : { caseId: subject.openCase?.id }),
        decision: v.decision,
        ...(v.decision === 'reducePrice' ? { amountFen: fen } : {}),
        ...why,
      };
    case 'completeInquiry':
      return { quantity: v.quantity, ...windowOf(v, utcOffset) };
    case 'dispatchHelper':
      return { helperId: v.helperId, ...why };
    case 'recordCash':
      return { amountFen: fen, ...why };
    case 'extendDeadline':
      return { minutes: v.minutes, ...why };
    case 'chooseHelper':
      return { helperId: v.helperId };
    case 'rematch':
      return { reasons: v.reasons, ...(v.note?.trim() ? { note: v.note.trim() } : {}) };
    case 'submitReview':
      return {
        attitude: v.attitude,
        effect: v.effect,
        contractKept: v.contractKept,
        ...(v.text?.trim() ? { text: v.text.trim() } : {}),
      };
    case 'answerOffer':
      return {
        accept: v.accept,
        helperId: v.helperId,
        ...(v.accept || !v.reason ? {} : { reason: v.reason }),
      };
    case 'proposeReschedule':
      return { startsAt: v.startsAt, ...(v.side ? { side: v.side } : {}), ...why };
    case 'answerReschedule':
      return { accept: v.accept, ...why };
    case 'checkIn':
      return { startCode: v.startCode };
    case 'confirmCompletion':
    case 'depart':
    case 'checkOut':
    case 'letTimePass':
      return {};
    default:
      return why;
  }
}

/** The wanted day and hours, local, as two points in time. */
export const windowOf = (v: Pick<Values, 'date' | 'from' | 'to'>, utcOffset: number) => ({
  windowStart: toUtc(v.date ?? '', v.from ?? '', utcOffset),
  windowEnd: toUtc(v.date ?? '', v.to ?? '', utcOffset),
});
