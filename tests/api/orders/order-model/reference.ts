/**
 * The rules of an order in plain words, without product code: which call is accepted, which error code it gets
 * otherwise, and the state afterwards.
 */
export type Who = 'customer' | 'stranger' | 'booked' | 'offered' | 'unasked' | 'agent' | 'ops';
export type Act =
  | 'choose'
  | 'chooseUnknown'
  | 'rematch'
  | 'accept'
  | 'sign'
  | 'depart'
  | 'override'
  | 'checkOut'
  | 'confirm'
  | 'object'
  | 'reject'
  | 'cash'
  | 'wrongCash'
  | 'review'
  | 'cancel'
  | 'withdraw'
  | 'dispatchUnknown'
  | 'retry'
  | 'complete'
  | 'read';
export interface Step {
  who: Who;
  act: Act;
}

export interface Model {
  stage: 'selection' | 'agreement' | 'scheduled' | 'visit' | 'settlement' | 'review' | 'closed';
  phase: 'planned' | 'departed' | 'checkedIn' | 'checkedOut' | 'confirmed' | null;
  settlement: 'none' | 'due' | 'paid';
  signed: ('customer' | 'helper')[];
  rounds: number;
  objected: boolean;
  /** Staff who overrode the check-in or checked out. */
  acted: Who[];
  /** Whose helper has said yes to the offer of this round: the first of the list, or the second. */
  accepted: ('first' | 'second')[];
}
const MOST_ROUNDS = 4;

export const newModel = (): Model => ({
  stage: 'selection',
  phase: null,
  settlement: 'none',
  signed: [],
  rounds: 1,
  objected: false,
  acted: [],
  accepted: [],
});

const BUYERS: Who[] = ['customer', 'stranger', 'agent', 'ops'];
const DOERS: Who[] = ['booked', 'offered', 'unasked', 'agent', 'ops'];
const BOTH: Who[] = ['customer', 'stranger', 'booked', 'offered', 'unasked'];
const ROLES: Record<Act, Who[]> = {
  choose: BUYERS,
  chooseUnknown: BUYERS,
  rematch: BUYERS,
  confirm: BUYERS,
  object: BUYERS,
  review: BUYERS,
  cancel: BUYERS,
  complete: BUYERS,
  accept: DOERS,
  depart: DOERS,
  checkOut: DOERS,
  withdraw: DOERS,
  sign: BOTH,
  override: ['agent', 'ops'],
  reject: ['agent', 'ops'],
  cash: ['ops'],
  wrongCash: ['ops'],
  dispatchUnknown: ['ops'],
  retry: ['ops'],
  read: [...BUYERS, ...DOERS],
};

const isBeforeCheckIn = ({ phase }: Model): boolean => phase === 'planned' || phase === 'departed';
const hasHelper = ({ stage }: Model): boolean => stage !== 'selection';

/** 'ok', or the code of the refusal. */
export function expected(model: Model, { who, act }: Step): string {
  if (!ROLES[act].includes(who)) return 'NotAllowed';
  if (who === 'stranger' || who === 'unasked') return 'NotFound';
  if (act === 'read') return 'ok';
  if (model.stage === 'closed') return 'OrderClosed';
  const over = timing(model, act);
  if (over) return over;
  // The helper with an offer is not the booked one, and nobody is booked before a choice.
  const isHelpers = ['depart', 'checkOut', 'withdraw', 'sign'].includes(act);
  if (isHelpers && (who === 'offered' || (who === 'booked' && !hasHelper(model)))) return 'NotAllowed';
  if ((act === 'confirm' || act === 'review') && model.acted.includes(who)) return 'NeedsColleague';
  switch (act) {
    case 'chooseUnknown':
      return 'NotOnShortlist';
    case 'rematch':
      return model.rounds >= MOST_ROUNDS ? 'NoRoundsLeft' : 'ok';
    case 'accept':
      if (model.stage === 'agreement') return who === 'offered' ? 'NotYourTurn' : 'AlreadyAnswered';
      return model.accepted.includes(offerOf(who)) ? 'AlreadyAnswered' : 'ok';
    case 'sign':
      return model.signed.includes(who === 'customer' ? 'customer' : 'helper') ? 'AlreadySigned' : 'ok';
    case 'complete':
      return 'WrongStage';
    case 'reject':
      if (!model.objected) return 'NoSuchCase';
      return who === 'agent' ? 'NotAllowed' : 'ok';
    case 'wrongCash':
      return 'AmountMismatch';
    case 'retry':
      return 'NothingToRetry';
    case 'dispatchUnknown':
      return 'HelperUnfit';
    default:
      return 'ok';
  }
}

/** Staff answer for the first of the list. */
const offerOf = (who: Who) => (who === 'offered' ? 'second' : 'first');

/** True if the stage allows it. */
function timing(model: Model, act: Act): string | null {
  const { stage, phase, settlement, objected } = model;
  const when: Partial<Record<Act, boolean>> = {
    choose: stage === 'selection',
    chooseUnknown: stage === 'selection',
    rematch: stage === 'selection',
    dispatchUnknown: stage === 'selection',
    complete: false,
    accept: stage === 'selection' || stage === 'agreement',
    sign: stage === 'agreement',
    depart: stage === 'scheduled' && phase === 'planned',
    override: (stage === 'scheduled' || stage === 'visit') && isBeforeCheckIn(model),
    withdraw:
      stage === 'agreement' || ((stage === 'scheduled' || stage === 'visit') && isBeforeCheckIn(model)),
    checkOut: stage === 'visit' && phase === 'checkedIn',
    confirm: stage === 'visit' && phase === 'checkedOut' && !objected,
    object: stage === 'visit' && phase === 'checkedOut' && !objected,
    cash: (stage === 'settlement' || stage === 'review') && settlement === 'due',
    wrongCash: (stage === 'settlement' || stage === 'review') && settlement === 'due',
    review: stage === 'review',
  };
  if (act === 'cancel') {
    const early =
      stage === 'selection' || stage === 'agreement' || (stage !== 'review' && isBeforeCheckIn(model));
    return early ? null : 'CannotCancelNow';
  }
  return when[act] === false ? 'WrongStage' : null;
}

/** The state after an accepted call. */
export function after(model: Model, { who, act }: Step): Model {
  switch (act) {
    case 'choose':
      return { ...model, stage: 'agreement', signed: [] };
    case 'rematch':
      return { ...model, rounds: model.rounds + 1, accepted: [] };
    case 'accept':
      return { ...model, accepted: [...model.accepted, offerOf(who)] };
    case 'sign': {
      const signed = [...model.signed, who === 'customer' ? ('customer' as const) : ('helper' as const)];
      return signed.length < 2
        ? { ...model, signed }
        : { ...model, signed, stage: 'scheduled', phase: 'planned' };
    }
    case 'depart':
      return { ...model, stage: 'visit', phase: 'departed' };
    case 'override':
      return { ...model, stage: 'visit', phase: 'checkedIn', acted: [who] };
    case 'checkOut':
      return { ...model, phase: 'checkedOut', acted: [...model.acted, who] };
    case 'object':
      return { ...model, objected: true };
    case 'confirm':
    case 'reject':
      return { ...model, stage: 'review', phase: 'confirmed', settlement: 'due', objected: false };
    case 'cash':
      return { ...model, settlement: 'paid', stage: model.stage === 'settlement' ? 'closed' : model.stage };
    case 'review':
      return { ...model, stage: model.settlement === 'paid' ? 'closed' : 'settlement' };
    case 'cancel':
      return { ...model, stage: 'closed' };
    case 'withdraw':
      // After the last round nobody is looked for any more.
      if (model.rounds >= MOST_ROUNDS) return { ...model, stage: 'closed' };
      return {
        ...model,
        stage: 'selection',
        phase: null,
        signed: [],
        rounds: model.rounds + 1,
        accepted: [],
      };
    default:
      return model;
  }
}

/** The next step of a normal order: random calls alone would seldom leave the beginning. */
export function onward(model: Model): Step {
  const { stage, phase, settlement, signed, objected } = model;
  if (stage === 'selection') return { who: 'customer', act: 'choose' };
  if (stage === 'agreement') return { who: signed.includes('customer') ? 'booked' : 'customer', act: 'sign' };
  if (stage === 'scheduled') return { who: 'ops', act: 'override' };
  if (stage === 'visit') {
    if (isBeforeCheckIn(model)) return { who: 'agent', act: 'override' };
    if (phase === 'checkedIn') return { who: 'booked', act: 'checkOut' };
    return objected ? { who: 'ops', act: 'reject' } : { who: 'customer', act: 'confirm' };
  }
  if (stage === 'review' && settlement === 'paid') return { who: 'customer', act: 'review' };
  return stage === 'closed' ? { who: 'customer', act: 'read' } : { who: 'ops', act: 'cash' };
}
