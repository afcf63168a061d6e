import type { Action } from '#contracts/access.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { SETTLEMENTS, STAGES, VISIT_PHASES } from '#contracts/orders/stages.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Role } from '#contracts/people/roles.ts';
import { messageRefusal } from '#workflows/order/order-rules.ts';
import { newOrderState, type OrderState } from '#workflows/order/order-state.ts';

/** One question to the rules of an order, and the answer as people are told them: 'ok' or a code. */
export interface Trial {
  name: string;
  ask: [action: Action, body: Record<string, unknown>, order: OrderState, input: StartOrder];
  should: string;
}

/** What the rules say to it. */
export const answerOf = ({ ask: [action, body, order, input] }: Trial): string =>
  messageRefusal(action, body as never, order, input) ?? 'ok';

type Who = 'customer' | 'stranger' | 'booked' | 'offered' | 'unasked' | 'agent' | 'ops';
const WHO: Who[] = ['customer', 'stranger', 'booked', 'offered', 'unasked', 'agent', 'ops'];
const ROLE: Record<Who, Role> = {
  ...{ customer: 'customer', stranger: 'customer', booked: 'helper', offered: 'helper', unasked: 'helper' },
  ...{ agent: 'agent', ops: 'ops' },
};

const DAY = 86_400_000;
const MINUTES = 180;
const START = Math.ceil((Date.now() + 3 * DAY) / DAY) * DAY;
const at = (ms: number): string => new Date(ms).toISOString();
const candidate = (helperId: string) => ({
  helperId,
  totalFen: 12_000,
  startsAt: at(START),
  endsAt: at(START),
});
const booked = { ...candidate('booked'), agreementId: 'agreement', termsHash: 'terms' } as never;
const proposal = (side: 'customer' | 'helper') => ({
  ...{ id: 'p', side, startsAt: at(START + DAY), feeFloorFen: 0 },
});
const candidates = [candidate('booked'), candidate('offered')] as never;
const agreed = { stage: 'agreement', candidates, booked } as const;
const planned = { stage: 'scheduled', phase: 'planned', booked } as const;
const after = { phase: 'confirmed', booked, dueFen: 12_000 } as const;

/** Where an order can stand. */
const MOMENTS = {
  inquiry: { stage: 'inquiry' },
  matching: { stage: 'matching' },
  selection: { stage: 'selection', candidates, answered: ['offered'] },
  agreement: { ...agreed },
  signedByHelper: { ...agreed, signedBy: ['helper'] },
  signedByCustomer: { ...agreed, signedBy: ['customer'] },
  scheduled: planned,
  askedByCustomer: { ...planned, proposal: proposal('customer') },
  askedByHelper: { ...planned, proposal: proposal('helper') },
  leaving: { ...planned, phase: 'departed' },
  late: { ...planned, stage: 'visit' },
  departed: { ...planned, stage: 'visit', phase: 'departed' },
  serving: { ...planned, stage: 'visit', phase: 'checkedIn' },
  served: { ...planned, stage: 'visit', phase: 'checkedOut' },
  objected: { ...planned, stage: 'visit', phase: 'checkedOut', openCase: { id: 'case', kind: 'objection' } },
  settled: { ...planned, stage: 'visit', phase: 'confirmed' },
  due: { ...after, stage: 'settlement', settlement: 'due' },
  overdue: { ...after, stage: 'settlement', settlement: 'overdue' },
  paid: { ...after, stage: 'settlement', settlement: 'paid' },
  waived: { ...after, stage: 'settlement', settlement: 'waived' },
  nothingDue: { ...after, stage: 'settlement' },
  reviewDue: { ...after, stage: 'review', settlement: 'due' },
  reviewPaid: { ...after, stage: 'review', settlement: 'paid' },
  followUp: { ...after, stage: 'followUp', settlement: 'due' },
  closed: { ...after, stage: 'closed', settlement: 'due' },
} satisfies Record<string, Partial<OrderState>>;
type Moment = keyof typeof MOMENTS;
const EVERY = Object.keys(MOMENTS) as Moment[];

const AGREEING: Moment[] = ['agreement', 'signedByHelper', 'signedByCustomer'];
const PLANNED: Moment[] = ['scheduled', 'askedByCustomer', 'askedByHelper'];
const COMING: Moment[] = [...PLANNED, 'leaving', 'late', 'departed'];
const OPEN = EVERY.filter((moment) => moment !== 'closed');
const UNBOOKED: Moment[] = ['inquiry', 'matching', 'selection'];

/** Who may say it and when, once more and by hand: what is computed from the product's table agrees with its mistakes. */
const WHEN: Record<Action, { by: string; at: Moment[]; money?: true }> = {
  completeInquiry: { by: 'customer agent ops', at: ['inquiry'] },
  chooseHelper: { by: 'customer agent ops', at: ['selection'] },
  rematch: { by: 'customer agent ops', at: ['selection'] },
  answerOffer: { by: 'helper agent ops', at: ['selection', ...AGREEING] },
  dispatchHelper: { by: 'ops', at: ['matching', 'selection'] },
  sign: { by: 'customer helper', at: AGREEING },
  withdrawHelper: { by: 'helper agent ops', at: [...AGREEING, ...COMING] },
  cancelOrder: {
    ...{ by: 'customer agent ops', money: true },
    at: ['inquiry', 'matching', 'selection', ...AGREEING, ...COMING],
  },
  proposeReschedule: { by: 'customer helper agent ops', at: PLANNED, money: true },
  answerReschedule: { by: 'customer helper agent ops', at: PLANNED, money: true },
  depart: { by: 'helper agent ops', at: [...PLANNED, 'late'] },
  checkIn: { by: 'helper agent ops', at: COMING },
  overrideCheckIn: { by: 'agent ops', at: COMING },
  checkOut: { by: 'helper agent ops', at: ['serving'] },
  confirmCompletion: { by: 'customer agent ops', at: ['served', 'objected'], money: true },
  object: { by: 'customer agent ops', at: ['served', 'objected'] },
  recordCash: { by: 'ops', at: ['due', 'overdue', 'reviewDue'], money: true },
  submitReview: { by: 'customer agent ops', at: ['reviewDue', 'reviewPaid'] },
  decideCase: { by: 'agent ops', at: OPEN, money: true },
  extendDeadline: { by: 'ops', at: OPEN },
  retryStep: { by: 'ops', at: OPEN },
  letTimePass: { by: 'customer helper agent ops', at: OPEN },
};
const ACTIONS = Object.keys(WHEN) as Action[];

/** What somebody who means well sends. */
const usual = (action: Action, who: Who): Record<string, unknown> => {
  const role = ROLE[who];
  const bodies: Partial<Record<Action, Record<string, unknown>>> = {
    completeInquiry: { quantity: 2, windowStart: at(START), windowEnd: at(START + DAY) },
    chooseHelper: { helperId: 'booked' },
    rematch: { reasons: ['price'] },
    answerOffer: { helperId: role === 'helper' ? who : 'booked', accept: true },
    sign: { party: role, agreementId: 'agreement', termsHash: 'terms' },
    proposeReschedule: { startsAt: at(START + DAY) },
    answerReschedule: { accept: true },
    recordCash: { amountFen: 12_000 },
    decideCase: { caseId: 'case', decision: 'rejected' },
  };
  return { ...bodies[action], by: who, role, proof: 'proof' };
};

function usualAnswer(action: Action, who: Who, moment: Moment, proven: boolean): string {
  const { by, at: when, money } = WHEN[action];
  if (!by.split(' ').includes(ROLE[who])) return 'NotAllowed';
  if (moment === 'closed') return 'OrderClosed';
  if (!when.includes(moment)) return action === 'cancelOrder' ? 'CannotCancelNow' : 'WrongStage';
  if (money && !proven) return 'Unverified';
  if (who === 'stranger') return 'NotAllowed';
  if ((who === 'offered' || who === 'unasked') && action !== 'answerOffer') return 'NotAllowed';
  // Before a choice nobody is booked.
  if (who === 'booked' && action !== 'answerOffer' && UNBOOKED.includes(moment)) return 'NotAllowed';
  switch (action) {
    case 'answerOffer': {
      if (moment !== 'selection')
        return who === 'offered' || who === 'unasked' ? 'NotYourTurn' : 'AlreadyAnswered';
      return who === 'offered' ? 'AlreadyAnswered' : who === 'unasked' ? 'NotYourTurn' : 'ok';
    }
    case 'sign': {
      const signed = { signedByHelper: 'booked', signedByCustomer: 'customer' }[moment as string];
      return signed === who ? 'AlreadySigned' : 'ok';
    }
    case 'proposeReschedule':
      return moment === 'scheduled' ? 'ok' : 'ProposalOpen';
    case 'answerReschedule': {
      if (moment === 'scheduled') return 'NotYourTurn';
      return (moment === 'askedByCustomer' ? 'customer' : 'booked') === who ? 'NotYourTurn' : 'ok';
    }
    case 'confirmCompletion':
    case 'object':
      return moment === 'objected' ? 'WrongStage' : 'ok';
    case 'decideCase':
      return moment !== 'objected' ? 'NoSuchCase' : who === 'agent' ? 'NotAllowed' : 'ok';
    case 'retryStep':
      return 'NothingToRetry';
    default:
      return 'ok';
  }
}

function trial(input: {
  action: Action;
  who: Who;
  moment: Moment;
  should: string;
  body?: Record<string, unknown>;
  order?: Partial<OrderState>;
  start?: Record<string, unknown>;
}): Trial {
  const { action, who, moment, should, body, order, start } = input;
  const need = { quantity: 3, minutes: MINUTES, windowStart: at(START), windowEnd: at(START + DAY) };
  const policy = { ...STANDARD_POLICY, rehearsal: true };
  const placed = { ...need, customerId: 'customer', complete: false, shape: 'visit', policy, ...start };
  const state = {
    ...newOrderState(need as never),
    ...{ round: 1, deadline: START },
    ...MOMENTS[moment],
    ...order,
  } as OrderState;
  const name = [action, who, moment, ...[body, order, start].map((one) => JSON.stringify(one) ?? '')].join(
    ' ',
  );
  return { name, should, ask: [action, { ...usual(action, who), ...body }, state, placed as never] };
}

/** Everybody says everything at every moment, with a proof of the API and without. */
const matrix = (): Trial[] =>
  ACTIONS.flatMap((action) =>
    WHO.flatMap((who) =>
      EVERY.flatMap((moment) =>
        [true, false].map((proven) => {
          const should = usualAnswer(action, who, moment, proven);
          return trial({ action, who, moment, should, ...(proven ? {} : { body: { proof: undefined } }) });
        }),
      ),
    ),
  );

/** The same people, with something wrong in what they say, or at moments that are seldom. */
function seldom(): Trial[] {
  type Rest = [should: string, body?: Record<string, unknown>, order?: object, start?: object];
  const say = (action: Action, who: Who, moment: Moment, ...[should, body, order, start]: Rest) =>
    trial({ action, who, moment, should, body, order, start } as Parameters<typeof trial>[0]);
  const window = (ms: number) => ({ windowStart: at(START), windowEnd: at(START + ms) });
  const openCase = (kind: string) => ({ openCase: { id: 'case', kind } });
  const moving = { inMotion: true };
  return [
    say('completeInquiry', 'customer', 'inquiry', 'InvalidInput', { quantity: 0 }),
    say('completeInquiry', 'customer', 'inquiry', 'InvalidInput', window(0)),
    say('completeInquiry', 'customer', 'inquiry', 'WrongStage', {}, {}, { complete: true }),
    say('completeInquiry', 'customer', 'inquiry', 'WrongStage', {}, {}, { shape: 'liveIn' }),
    say('chooseHelper', 'customer', 'selection', 'ok', { helperId: 'offered' }),
    say('chooseHelper', 'customer', 'selection', 'NotOnShortlist', { helperId: 'unasked' }),
    say(
      ...(['chooseHelper', 'customer', 'selection', 'ShortlistChanged'] as const),
      { helperId: 'before' },
      { shown: ['before', 'offered'] },
    ),
    say('rematch', 'customer', 'selection', 'ok', {}, { round: 3 }),
    say('rematch', 'customer', 'selection', 'NoRoundsLeft', {}, { round: 4 }),
    say('rematch', 'customer', 'selection', 'InvalidInput', window(DAY)),
    say('rematch', 'customer', 'selection', 'InvalidInput', { named: 'x', windowStart: at(START) }),
    say('rematch', 'customer', 'selection', 'InvalidInput', { named: 'x', ...window(MINUTES * 60_000 - 1) }),
    say('rematch', 'customer', 'selection', 'ok', { named: 'x', ...window(MINUTES * 60_000) }),
    // One helper does not answer for another; staff do for anybody who was asked.
    say('answerOffer', 'offered', 'selection', 'NotAllowed', { helperId: 'booked' }),
    say('answerOffer', 'agent', 'selection', 'AlreadyAnswered', { helperId: 'offered' }),
    say('answerOffer', 'agent', 'selection', 'NotYourTurn', { helperId: 'unasked' }),
    say('answerOffer', 'booked', 'agreement', 'ok', { accept: false }),
    say('answerOffer', 'booked', 'signedByHelper', 'AlreadyAnswered', { accept: false }),
    say('answerOffer', 'offered', 'agreement', 'NotYourTurn', { accept: false }),
    say('sign', 'customer', 'agreement', 'NotAllowed', { party: 'helper' }),
    say('sign', 'booked', 'agreement', 'NotAllowed', { party: 'customer' }),
    say('sign', 'customer', 'agreement', 'TermsChanged', { termsHash: 'others' }),
    say('sign', 'customer', 'agreement', 'TermsChanged', { agreementId: 'before' }),
    say('sign', 'customer', 'signedByCustomer', 'TermsChanged', { termsHash: 'others' }),
    say('proposeReschedule', 'customer', 'scheduled', 'ok', {}, { reschedules: 1 }),
    say('proposeReschedule', 'customer', 'scheduled', 'NoReschedulesLeft', {}, { reschedules: 2 }),
    say('proposeReschedule', 'customer', 'scheduled', 'SlotInvalid', { startsAt: at(START) }),
    say('proposeReschedule', 'customer', 'scheduled', 'SlotInvalid', { startsAt: at(START + 60_000) }),
    say('proposeReschedule', 'customer', 'scheduled', 'SlotInvalid', { startsAt: at(START - 5 * DAY) }),
    say('proposeReschedule', 'customer', 'scheduled', 'SlotInvalid', { startsAt: at(START + 60 * DAY) }),
    // In a rehearsal three days have passed: what was in front of us lies behind us.
    say('proposeReschedule', 'customer', 'scheduled', 'SlotInvalid', {}, { clockShiftMs: 10 * DAY }),
    say('answerReschedule', 'customer', 'askedByCustomer', 'ok', { accept: false }),
    say('answerReschedule', 'booked', 'askedByHelper', 'ok', { accept: false }),
    // F05: who spoke for the helper does not speak for the customer.
    say('confirmCompletion', 'agent', 'served', 'NeedsColleague', {}, { actedForHelper: ['agent'] }),
    say('confirmCompletion', 'ops', 'served', 'ok', {}, { actedForHelper: ['agent'] }),
    say('confirmCompletion', 'agent', 'objected', 'WrongStage', {}, { actedForHelper: ['agent'] }),
    say('submitReview', 'ops', 'reviewPaid', 'NeedsColleague', {}, { actedForHelper: ['ops'] }),
    say('submitReview', 'customer', 'reviewPaid', 'ok', {}, { actedForHelper: ['ops'] }),
    say('recordCash', 'ops', 'due', 'AmountMismatch', { amountFen: 11_999 }),
    say('recordCash', 'ops', 'overdue', 'AmountMismatch', { amountFen: 12_001 }),
    say('decideCase', 'ops', 'objected', 'NoSuchCase', { caseId: 'another' }),
    say('decideCase', 'ops', 'objected', 'InvalidInput', { decision: 'removal' }),
    say('decideCase', 'ops', 'objected', 'AmountMismatch', { decision: 'reducePrice' }),
    say('decideCase', 'ops', 'objected', 'AmountMismatch', { decision: 'reducePrice', amountFen: 12_001 }),
    say('decideCase', 'ops', 'objected', 'ok', { decision: 'reducePrice', amountFen: 12_000 }),
    say('decideCase', 'agent', 'matching', 'ok', { decision: 'arranged' }, openCase('callback')),
    say('decideCase', 'agent', 'followUp', 'NotAllowed', { decision: 'removal' }, openCase('penalty')),
    say('decideCase', 'ops', 'followUp', 'ok', { decision: 'removal' }, openCase('penalty')),
    say('retryStep', 'ops', 'scheduled', 'ok', {}, { parked: 'bookHelper' }),
    say('retryStep', 'ops', 'scheduled', 'ok', {}, { needsOpsReason: 'noticeBounced' }),
    say('retryStep', 'ops', 'scheduled', 'NothingToRetry', {}, { needsOpsReason: 'noHelperFound' }),
    say('extendDeadline', 'ops', 'followUp', 'WrongStage', {}, { deadline: null }),
    say('letTimePass', 'customer', 'followUp', 'WrongStage', {}, { deadline: null }),
    say('letTimePass', 'customer', 'matching', 'NotRehearsal', {}, {}, { policy: STANDARD_POLICY }),
    // A transition is on its way: who has no business here hears so now, the rest when the turn has come.
    say('depart', 'booked', 'agreement', 'ok', {}, moving),
    say('depart', 'customer', 'agreement', 'NotAllowed', {}, moving),
    say('depart', 'booked', 'closed', 'OrderClosed', {}, moving),
    say('retryStep', 'ops', 'agreement', 'NothingToRetry', {}, moving),
  ];
}

/** Actions that belong to a part of a visit, or to a debt: in which stages, and in which part. */
const BOUND: [actions: Action[], stages: string, parts: string][] = [
  [['withdrawHelper'], 'agreement scheduled visit', 'planned departed'],
  [['cancelOrder'], 'inquiry matching selection agreement scheduled visit', 'planned departed'],
  [['proposeReschedule', 'answerReschedule'], 'scheduled', 'planned'],
  [['depart'], 'scheduled visit', 'planned'],
  [['checkIn', 'overrideCheckIn'], 'scheduled visit', 'planned departed'],
  [['checkOut'], 'visit', 'checkedIn'],
  [['confirmCompletion', 'object'], 'visit', 'checkedOut'],
  [['recordCash'], 'settlement review', 'due overdue'],
];

/** An order that stands where none ever stands: refused, too. */
const nowhere = (): Trial[] =>
  BOUND.flatMap(([actions, stages, parts]) =>
    actions.flatMap((action) =>
      STAGES.filter((stage) => stage !== 'closed').flatMap((stage) =>
        (action === 'recordCash' ? SETTLEMENTS : VISIT_PHASES)
          .filter((part) => !stages.split(' ').includes(stage) || !parts.split(' ').includes(part))
          .map((part) => {
            const order = { stage, ...(action === 'recordCash' ? { settlement: part } : { phase: part }) };
            const should = action === 'cancelOrder' ? 'CannotCancelNow' : 'WrongStage';
            return trial({ action, who: 'ops', moment: 'scheduled', should, order: order as never });
          }),
      ),
    ),
  );

export const everyCall = (): Trial[] => [...matrix(), ...seldom(), ...nowhere()];
