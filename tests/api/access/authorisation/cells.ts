import type { EndpointName } from '#contracts/http.ts';
import type { Role } from '#contracts/people/roles.ts';

/**
 * Who gets which answer, written down by hand and asked of the real API cell by cell (docs/decisions/066).
 * `guest` is one answer. Each role has four: what is one's own, another person's, missing, in the wrong state. Staff
 * have a fifth: of another city than theirs.
 *   ok  the success of the contract    U  401 not signed in    F  403 not allowed    N  404 not found
 *   C   409 the order is closed        W  409 wrong stage      -  there is no such case      else a code of its own
 * Staff own nothing and work for everybody of their city: "own" and "another's" are two orders of two customers there.
 * `at`: where the order stands when everything is right; the wrong state is a closed order unless `wrongAt` says.
 */
export interface Row extends Record<Role | 'guest', string> {
  at?: Moment;
  wrongAt?: Moment;
}
export type Moment =
  | 'inquiry'
  | 'selection'
  | 'agreement'
  | 'scheduled'
  | 'proposed'
  | 'checkedIn'
  | 'checkedOut'
  | 'due'
  | 'review'
  | 'case'
  | 'parked'
  | 'closed'
  | 'fee';

const OPEN = {
  guest: 'ok',
  customer: 'ok - - -',
  helper: 'ok - - -',
  agent: 'ok - - - -',
  ops: 'ok - - - -',
};
const ALL = { ...OPEN, guest: 'U' };
const HELPER = { guest: 'U', customer: 'F F F F', helper: 'ok - - -', agent: 'F F F F F', ops: 'F F F F F' };
const PERSONS = {
  guest: 'U',
  customer: 'ok - - -',
  helper: 'ok - - -',
  agent: 'F F F F F',
  ops: 'F F F F F',
};
const BUYERS = {
  guest: 'U',
  customer: 'ok - - -',
  helper: 'F F F F',
  agent: 'ok - - - -',
  ops: 'ok - - - -',
};
const STAFF = { guest: 'U', customer: 'F F F F', helper: 'F F F F', agent: 'ok - - - -', ops: 'ok - - - -' };
/** Reads of one order, whatever its stage. */
const ORDER = {
  guest: 'U',
  customer: 'ok N N ok',
  helper: 'ok N N ok',
  agent: 'ok ok N ok N',
  ops: 'ok ok N ok N',
};
/** Messages into an open order. */
const customerTells = (at: Moment): Row => ({
  at,
  guest: 'U',
  customer: 'ok N N C',
  helper: 'F F F F',
  agent: 'ok ok N C N',
  ops: 'ok ok N C N',
});
const helperTells = (at: Moment): Row => ({
  at,
  guest: 'U',
  customer: 'F F F F',
  helper: 'ok N N C',
  agent: 'ok ok N C N',
  ops: 'ok ok N C N',
});
const bothTell = (at: Moment): Row => ({ ...customerTells(at), helper: 'ok N N C' });
const opsTell = (at: Moment): Row => ({
  at,
  guest: 'U',
  customer: 'F F F F',
  helper: 'F F F F',
  agent: 'F F F F F',
  ops: 'ok ok N C N',
});

/** Messages into an open case: customers and helpers know of none. */
const staffTell = (at: Moment): Row => ({
  at,
  guest: 'U',
  customer: 'F F F F',
  helper: 'F F F F',
  agent: 'ok ok N CaseClosed N',
  ops: 'ok ok N CaseClosed N',
});

export const CELLS: Record<EndpointName, Row> = {
  // log-in
  sendCode: OPEN,
  signIn: {
    ...OPEN,
    guest: 'WrongCode',
    customer: 'WrongCode - - -',
    helper: 'WrongCode - - -',
    agent: 'WrongCode - - - -',
    ops: 'WrongCode - - - -',
  },
  me: ALL,
  signOut: ALL,
  setLocale: ALL,
  // catalogue
  catalogue: OPEN,
  // customer
  addresses: BUYERS,
  addAddress: BUYERS,
  // to the own address, another's address, no such address
  placeOrder: {
    guest: 'U',
    customer: 'ok AddressInvalid AddressInvalid -',
    helper: 'F F F F',
    agent: 'ok AddressInvalid AddressInvalid - AddressInvalid',
    ops: 'ok AddressInvalid AddressInvalid - AddressInvalid',
  },
  orders: PERSONS,
  order: ORDER,
  answer: { ...ORDER, at: 'scheduled' },
  completeInquiry: customerTells('inquiry'),
  chooseHelper: customerTells('selection'),
  rematch: customerTells('selection'),
  otherTimes: {
    at: 'selection',
    guest: 'U',
    customer: 'ok N N W',
    helper: 'F F F F',
    agent: 'ok ok N W N',
    ops: 'ok ok N W N',
  },
  cancelOrder: customerTells('scheduled'),
  cancelQuote: {
    guest: 'U',
    customer: 'ok N N ok',
    helper: 'F F F F',
    agent: 'ok ok N ok N',
    ops: 'ok ok N ok N',
  },
  agreement: { ...ORDER, at: 'agreement' },
  // once it is over, what was signed with the customer's name and place is the helper's no more
  agreementPdf: { ...ORDER, at: 'scheduled', helper: 'ok N N N' },
  sendSigningCode: {
    at: 'agreement',
    guest: 'U',
    customer: 'ok N N C',
    helper: 'ok N N C',
    agent: 'F F F F F',
    ops: 'F F F F F',
  },
  // the code is checked before the order is told
  sign: {
    at: 'agreement',
    guest: 'U',
    customer: 'ok N N C',
    helper: 'ok N N C',
    agent: 'F F F F F',
    ops: 'F F F F F',
  },
  confirmCompletion: customerTells('checkedOut'),
  object: customerTells('checkedOut'),
  pay: {
    at: 'due',
    wrongAt: 'scheduled',
    guest: 'U',
    customer: 'ok N N W',
    helper: 'F F F F',
    agent: 'ok ok N W N',
    ops: 'ok ok N W N',
  },
  submitReview: customerTells('review'),
  letTimePass: bothTell('selection'),
  inbox: ALL,
  readInbox: ALL,
  // helper
  offers: HELPER,
  // staff name the helper they answer for
  answerOffer: helperTells('selection'),
  withdrawHelper: helperTells('scheduled'),
  myDay: HELPER,
  proposeReschedule: bothTell('scheduled'),
  answerReschedule: bothTell('proposed'),
  freeStarts: {
    at: 'scheduled',
    guest: 'U',
    customer: 'ok N N W',
    helper: 'ok N N W',
    agent: 'ok ok N W N',
    ops: 'ok ok N W N',
  },
  depart: helperTells('scheduled'),
  checkIn: helperTells('scheduled'),
  checkOut: helperTells('checkedIn'),
  record: HELPER,
  setAutoAccept: HELPER,
  setTraits: HELPER,
  myProfile: HELPER,
  // helper's calendar
  myCalendar: HELPER,
  setWorkingTimes: HELPER,
  addLeave: HELPER,
  removeLeave: { ...HELPER, helper: 'ok N N -' },
  setAreas: HELPER,
  setAutoAcceptTimes: HELPER,
  // blocks
  orderBlock: {
    at: 'closed',
    wrongAt: 'scheduled',
    guest: 'U',
    customer: 'ok N N ok',
    helper: 'ok N N ok',
    agent: 'F F F F F',
    ops: 'F F F F F',
  },
  blockPerson: {
    at: 'closed',
    wrongAt: 'scheduled',
    guest: 'U',
    customer: 'ok N N NothingToBlock',
    helper: 'ok N N NothingToBlock',
    agent: 'F F F F F',
    ops: 'F F F F F',
  },
  blocks: PERSONS,
  removeBlock: { ...PERSONS, customer: 'ok N N -', helper: 'ok N N -' },
  // ops
  helpers: STAFF,
  helper: { ...STAFF, agent: 'ok ok N - N', ops: 'ok ok N - N' },
  setHelperTraits: { ...STAFF, agent: 'F F F F F', ops: 'ok ok N - N' },
  helperCalendar: { ...STAFF, agent: 'ok ok N - N', ops: 'ok ok N - N' },
  setCertificate: { ...STAFF, agent: 'F F F F F', ops: 'ok ok N - N' },
  board: STAFF,
  cases: STAFF,
  staff: STAFF,
  // about one's own order, another's, none that there is
  openCase: { ...STAFF, agent: 'ok ok N - N', ops: 'ok ok N - N' },
  oneCase: { ...STAFF, at: 'scheduled', agent: 'ok ok N ok N', ops: 'ok ok N ok N' },
  caseAnswer: { ...STAFF, at: 'scheduled', agent: 'ok ok N ok N', ops: 'ok ok N ok N' },
  // an objection: agents do not decide it
  decideOpenCase: { ...staffTell('scheduled'), agent: 'F F N CaseClosed N' },
  handOverCase: staffTell('scheduled'),
  releaseCase: staffTell('scheduled'),
  takeOverCase: staffTell('scheduled'),
  extendCase: { ...staffTell('scheduled'), agent: 'F F F F F' },
  retryCase: { ...staffTell('parked'), agent: 'F F F F F' },
  letCaseTimePass: staffTell('scheduled'),
  whyNot: { ...STAFF, at: 'selection', agent: 'ok ok N ok N', ops: 'ok ok N ok N' },
  dispatchList: { ...STAFF, at: 'selection', agent: 'ok ok N ok N', ops: 'ok ok N ok N' },
  customers: STAFF,
  dispatchHelper: opsTell('selection'),
  extendDeadline: opsTell('scheduled'),
  overrideCheckIn: { ...opsTell('scheduled'), agent: 'ok ok N C N' },
  // an agent decides only on the call-back of a live-in need
  decideCase: { ...opsTell('case'), agent: 'F F N C N' },
  recordCash: opsTell('due'),
  retryStep: opsTell('parked'),
  waiveFee: { ...opsTell('fee'), wrongAt: 'scheduled', ops: 'ok ok N W N' },
  // gateway and development
  paymentCallback: {
    guest: 'F',
    customer: 'F F F F',
    helper: 'F F F F',
    agent: 'F F F F F',
    ops: 'F F F F F',
  },
  simulatePayment: {
    guest: 'ok',
    customer: 'ok ok N -',
    helper: 'ok ok N -',
    agent: 'ok ok N - -',
    ops: 'ok ok N - -',
  },
  outbox: OPEN,
  demoLogins: OPEN,
};
