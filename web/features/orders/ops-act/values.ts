import type { CaseView } from '#contracts/cases/case.ts';
import type { FormField } from '#contracts/durable/staff-form.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { toUtc } from '../../../lib/time.ts';
import type { CaseAct } from '../../cases/ops-case/case-forms.ts';
import { formOf, type StaffAction } from './actions.ts';

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
  /** Another member of the staff. */
  colleague?: string;
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
  action: StaffAction | CaseAct,
  v: Values,
  subject: Subject,
  utcOffset: number,
): Record<string, unknown> {
  const { fields } = formOf(action, subject);
  const asked = fields.filter((field) => field !== 'reason' || isReasonAsked(fields, v));
  return Object.assign({}, ...asked.map((field) => BODIES[field](v, subject, utcOffset)));
}

/** Who says yes needs no reason. */
export const isReasonAsked = (fields: readonly FormField[], { accept }: Values): boolean =>
  !fields.includes('accept') || accept === false;

const fenOf = ({ yuan }: Values): number | undefined =>
  yuan === undefined || yuan === null ? undefined : Math.round(yuan * 100);
const given = (field: string, value: string | undefined): object => (value ? { [field]: value } : {});

/** What each part of a form says in the body. */
const BODIES: Record<FormField, (v: Values, subject: Subject, utcOffset: number) => object> = {
  reason: (v) => given('reason', v.reason),
  note: (v) => given('note', v.note?.trim()),
  minutes: (v) => ({ minutes: v.minutes }),
  amount: (v) => ({ amountFen: fenOf(v) }),
  candidate: (v) => ({ helperId: v.helperId }),
  dispatch: (v) => ({ helperId: v.helperId }),
  accept: (v) => ({ accept: v.accept, helperId: v.helperId }),
  startCode: (v) => ({ startCode: v.startCode }),
  need: (v, _, utcOffset) => ({ quantity: v.quantity, ...windowOf(v, utcOffset) }),
  rematchReasons: (v) => ({ reasons: v.reasons }),
  scores: ({ attitude, effect, contractKept, text }) => ({
    ...{ attitude, effect, contractKept },
    ...given('text', text?.trim()),
  }),
  decision: (v, { caseId, openCase }) => ({
    ...(caseId ? {} : { caseId: openCase?.id }),
    decision: v.decision,
    ...(v.decision === 'reducePrice' ? { amountFen: fenOf(v) } : {}),
  }),
  newStart: (v) => ({ startsAt: v.startsAt, ...given('side', v.side) }),
  consent: (v) => ({ accept: v.accept }),
  colleague: (v) => ({ to: v.colleague }),
};

/** The wanted day and hours, local, as two points in time. */
export const windowOf = (v: Pick<Values, 'date' | 'from' | 'to'>, utcOffset: number) => ({
  windowStart: toUtc(v.date ?? '', v.from ?? '', utcOffset),
  windowEnd: toUtc(v.date ?? '', v.to ?? '', utcOffset),
});
