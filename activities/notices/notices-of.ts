import type { OrderRow } from '#activities/orders/order-row.ts';
import { millis } from '#contracts/durations.ts';
import type { EventKind, EventPayloads, OrderEventOf, Party } from '#contracts/events.ts';
import type { Stage } from '#contracts/orders/stages.ts';
import type { Step } from '#contracts/transitions.ts';
import { otherSide } from '#contracts/visits/reschedule.ts';
import type { NoticeTemplate } from './notice-texts.ts';

/** One message to one person, or to everyone who works as ops in the order's city. */
export interface NoticeDraft {
  key: string;
  personId: string | 'ops';
  template: NoticeTemplate;
  params: Record<string, unknown>;
  /** The wait it reminds of; its end silences it. */
  wait: string | null;
  urgent: boolean;
  /** null: now */
  dueAt: string | null;
  /** Where it goes besides the inbox. */
  channel: 'sms' | null;
}

type Draft = Pick<NoticeDraft, 'personId' | 'template'> & Partial<Omit<NoticeDraft, 'key'>>;
interface Moment {
  order: OrderRow;
  at: number;
  version: number;
}
type Row<K extends EventKind> = (payload: EventPayloads[K], moment: Moment) => Draft[];

const sms = { channel: 'sms' } as const;
const urgentSms = { channel: 'sms', urgent: true } as const;

/** Who hears of what. An event that is missing here tells nobody. */
const TABLE: { [K in EventKind]?: Row<K> } = {
  inquiryReceived: ({ complete }, m) => [
    { personId: m.order.customerId, template: 'inquiryReceived' },
    ...(complete ? [] : [remind(m, 'inquiryReminder', m.order.policy.inquiryReminder, 'inquiry')]),
  ],
  handedToAgent: (_, { order }) => [
    { personId: order.customerId, template: 'handedToAgent', ...sms },
    { personId: 'ops', template: 'opsCase', params: { kind: 'callback' } },
  ],
  helpersRecommended: ({ helpers, round }, m) => [
    {
      personId: m.order.customerId,
      template: 'shortlistReady',
      params: { count: helpers.length, round },
      ...urgentSms,
    },
    ...helpers.map((personId): Draft => ({ personId, template: 'offer', ...urgentSms })),
    remind(m, 'selectionReminder', m.order.policy.selectionReminder, 'selection'),
  ],
  noHelperFound: (_, { order }) => [
    { personId: order.customerId, template: 'noHelperYet' },
    { personId: 'ops', template: 'opsNoMatch' },
  ],
  offerDeclined: (_, { order }) =>
    // The one already chosen declined instead of signing: the search goes on.
    order.stage === 'matching' ? [{ personId: order.customerId, template: 'helperChanged' }] : [],
  offerAccepted: (_, { order }) => [{ personId: order.customerId, template: 'offerAccepted' }],
  helperChosen: (p, m) => chosen(p.helperId, m),
  dispatchedByHand: (p, m) => chosen(p.helperId, m),
  agreementSigned: ({ party }, { order }) => {
    const other = party === 'customer' ? order.helperId : order.customerId;
    return order.stage === 'agreement' && other ? [{ personId: other, template: 'otherSigned' }] : [];
  },
  agreementSealed: (_, m) => [
    { personId: m.order.customerId, template: 'sealedCustomer', ...sms },
    ...toHelper(m, { template: 'sealedHelper', ...sms }),
    ...visitReminders(m),
  ],
  helperSilent: ({ helperId }, { order }) => [
    { personId: order.customerId, template: 'helperChanged' },
    { personId: helperId, template: 'missedOffer' },
  ],
  helperWithdrew: (_, { order }) => [{ personId: order.customerId, template: 'helperChanged', ...urgentSms }],
  helperReplaced: ({ helperId }, { order }) => [
    { personId: order.customerId, template: 'helperChanged', ...urgentSms },
    { personId: helperId, template: 'replaced', ...sms },
  ],
  rescheduleProposed: ({ by, to, until }, m) =>
    toSide(m, otherSide(by), {
      template: 'rescheduleAsked',
      params: { startsAt: to, until },
      ...urgentSms,
    }),
  rescheduleDeclined: ({ side, by }, m) =>
    toSide(m, side === by ? otherSide(side) : side, { template: 'rescheduleOff', ...urgentSms }),
  rescheduled: (_, m) => [
    ...toSide(m, 'customer', { template: 'rescheduled', ...urgentSms }),
    ...toSide(m, 'helper', { template: 'rescheduled', ...urgentSms }),
    ...visitReminders(m),
  ],
  helperDeparted: (_, { order }) => [{ personId: order.customerId, template: 'onTheWay', ...urgentSms }],
  helperLate: ({ minutes }, m) => [
    { personId: m.order.customerId, template: 'late', params: { minutes }, ...urgentSms },
    ...toHelper(m, { template: 'lateHelper', params: { minutes }, ...urgentSms }),
  ],
  checkedIn: (_, { order }) => [{ personId: order.customerId, template: 'visitStarted' }],
  checkedOut: (_, { order }) => [{ personId: order.customerId, template: 'confirmDone', ...sms }],
  completionConfirmed: (_, m) => toHelper(m, { template: 'doneConfirmed' }),
  objected: (_, m) => [
    ...toHelper(m, { template: 'objected' }),
    { personId: 'ops', template: 'opsCase', params: { kind: 'objection' } },
  ],
  caseOpened: ({ kind }) => [{ personId: 'ops', template: 'opsCase', params: { kind } }],
  // Whether a helper is fit is between the helper and ops.
  caseDecided: ({ kind, decision }, { order }) =>
    kind === 'fitness'
      ? []
      : [
          {
            personId: order.customerId,
            template: kind === 'penalty' ? 'followUpTold' : 'caseResult',
            params: { kind, decision },
          },
        ],
  settled: ({ totalFen, reductionFen, helperFen }, m) => [
    ...(totalFen > reductionFen
      ? [
          {
            personId: m.order.customerId,
            template: 'toPay',
            params: { fen: totalFen - reductionFen },
          } as const,
        ]
      : []),
    ...toHelper(m, { template: 'earned', params: { fen: helperFen } }),
    ...m.order.policy.reviewReminders.map((after) => remind(m, 'reviewReminder', after, 'review')),
  ],
  paymentReceived: ({ amountFen }, { order }) => [
    { personId: order.customerId, template: 'paid', params: { fen: amountFen } },
  ],
  paymentOverdue: (_, { order }) => [
    { personId: order.customerId, template: 'overdue', ...sms },
    { personId: 'ops', template: 'opsCase', params: { kind: 'payment' } },
  ],
  reviewed: ({ averageX100 }, m) => toHelper(m, { template: 'reviewed', params: { averageX100 } }),
  rewardGranted: ({ helperId, points, bonusFen }, { order }) => [
    { personId: helperId, template: 'rewarded', params: { points, fen: bonusFen }, ...sms },
    { personId: order.customerId, template: 'rewardTold' },
  ],
  penaltyDecided: ({ helperId, kind, reason }) => [
    { personId: helperId, template: 'penalised', params: { kind, reason }, ...sms },
  ],
  feeCharged: ({ fen, payer, kind }, { order }) => {
    const personId = payer === 'customer' ? order.customerId : order.helperId;
    return personId ? [{ personId, template: 'feeCharged', params: { fen, kind }, ...sms }] : [];
  },
  feeWaived: ({ fen }, { order }) => [{ personId: order.customerId, template: 'feeWaived', params: { fen } }],
  deadlineExtended: ({ until, by }, { order }) => {
    const personId =
      order.waitingFor === 'helper'
        ? order.helperId
        : order.waitingFor === 'customer'
          ? order.customerId
          : null;
    return personId ? [{ personId, template: 'moreTime', params: { until, by } }] : [];
  },
  needsOps: ({ reason }) => [{ personId: 'ops', template: 'opsStuck', params: { reason } }],
  noticeBounced: () => [{ personId: 'ops', template: 'opsBounced' }],
  closed: ({ ending }, m) => [
    { personId: m.order.customerId, template: 'closed', params: { ending }, ...sms },
    ...toHelper(m, {
      template: 'closed',
      params: { ending },
      // Also at night: the visit may be early in the morning.
      ...(ending === 'completed' ? {} : urgentSms),
    }),
  ],
};

/** Waits that an event ends although the stage stays. */
const ENDS: { [K in EventKind]?: (payload: EventPayloads[K]) => string[] } = {
  helperChosen: () => ['agreement:customer', 'agreement:helper'],
  dispatchedByHand: () => ['agreement:customer', 'agreement:helper'],
  helpersRecommended: () => ['selection'],
  agreementSigned: ({ party }) => [`agreement:${party}`],
  // The old time's reminders; the new ones come with the same transition.
  rescheduled: () => ['scheduled'],
  reviewed: () => ['review'],
  noReview: () => ['review'],
  objected: () => ['review'],
};

/** The notices of one transition, which waits it ended, and whose reminders live on. */
export function noticesOf(input: { step: Step; events: OrderEventOf[]; order: OrderRow }): {
  notices: NoticeDraft[];
  ended: string[];
  alive: Stage[];
} {
  const { step, events, order } = input;
  const moment: Moment = { order, at: Date.parse(step.at), version: step.version };
  const drafts = events.flatMap(
    ({ kind, payload }) => (TABLE[kind] as Row<EventKind> | undefined)?.(payload, moment) ?? [],
  );
  const notices = drafts.map((draft, n) => ({
    wait: null,
    urgent: false,
    dueAt: null,
    channel: null,
    ...draft,
    params: {
      serviceCode: order.serviceCode,
      startsAt: order.startsAt?.toISOString() ?? null,
      ...draft.params,
    },
    // A template may come twice (two review reminders): their place in the list keeps the keys apart.
    key: `${order.id}:${step.version}:${draft.template}:${draft.personId}${draft.wait ? `:${n}` : ''}`,
  }));
  const ended = events.flatMap(
    ({ kind, payload }) => (ENDS[kind] as ((p: unknown) => string[]) | undefined)?.(payload) ?? [],
  );
  // The review may be waited for while the payment is.
  const alive: Stage[] =
    order.stage === 'settlement' || order.stage === 'visit' ? [order.stage, 'review'] : [order.stage];
  return { notices, ended, alive };
}

function chosen(helperId: string, m: Moment): Draft[] {
  return [
    { personId: helperId, template: 'chosen', ...urgentSms },
    { personId: m.order.customerId, template: 'toSign' },
    remind(m, 'signReminder', m.order.policy.agreementReminder, 'agreement:customer'),
    {
      ...remind(m, 'signReminder', m.order.policy.agreementReminder, 'agreement:helper'),
      personId: helperId,
    },
  ];
}

function toHelper({ order }: Moment, draft: Omit<Draft, 'personId'>): Draft[] {
  return order.helperId ? [{ ...draft, personId: order.helperId }] : [];
}

function toSide(m: Moment, side: Party, draft: Omit<Draft, 'personId'>): Draft[] {
  return side === 'helper' ? toHelper(m, draft) : [{ ...draft, personId: m.order.customerId }];
}

function remind({ order, at }: Moment, template: NoticeTemplate, after: string, wait: string): Draft {
  const dueAt = new Date(at + millis(after)).toISOString();
  return { personId: order.customerId, template, dueAt, wait, channel: 'sms' };
}

/** Counted back from the visit; a rehearsal that let time pass is that much closer to it. */
function visitReminders(m: Moment): Draft[] {
  const { order } = m;
  if (!order.startsAt || !order.helperId) return [];
  const start = order.startsAt.getTime() - order.clockShiftMs;
  const people = [order.customerId, order.helperId];
  return order.policy.visitReminders
    .map((before) => start - millis(before))
    .filter((due) => due > m.at)
    .flatMap((due) =>
      people.map(
        (personId): Draft => ({
          personId,
          template: personId === order.customerId ? 'visitReminder' : 'visitReminderHelper',
          dueAt: new Date(due).toISOString(),
          wait: 'scheduled',
          channel: 'sms',
        }),
      ),
    );
}
