import { z } from 'zod';
import { AgreementView } from './agreements/agreement.ts';
import {
  AddLeave,
  BlockView,
  CalendarChanged,
  CalendarView,
  ConflictView,
  confirm,
  HelperDetails,
  HelperRow,
  LeaveView,
  LocalDate,
  SetAreas,
  SetAutoAccept,
  SetWorkingTimes,
} from './calendars/calendar.ts';
import { SetHelperTraits, SetTraits, Traits } from './helpers/traits.ts';
import { WHY_NOT } from './matching/why-not.ts';
import { Accepted, CandidateView, CaseView, NewOrder, OrderId, OrderSummary, OrderView } from './orders/order.ts';
import { ROLES, type Role, STAGES } from './orders/stages.ts';
import { Address, Me, NewAddress, Phone } from './people/people.ts';
import { Stuck } from './watch/stuck.ts';

/**
 * One row per endpoint: the server checks with it, the client is typed by it, OpenAPI is made from it.
 * `roles`: who may call (empty: anyone, signed in or not). `key`: an unsafe call that needs an Idempotency-Key.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  summary: string;
  roles: readonly Role[];
  key: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  reply: z.ZodType;
  /** Status of success; 200 unless told. 202 is added for every message into an order. */
  status?: 200 | 201;
  /** Only on development servers. */
  development?: boolean;
}

const ALL = ROLES;
const STAFF = ['agent', 'ops'] as const;
const orderParams = z.object({ orderId: OrderId });
const helperParams = z.object({ helperId: z.uuid() });
const Note = z.string().trim().max(500).optional();
const Reason = z.string().regex(/^[\w.-]{1,40}$/);
const Nothing = z.strictObject({});
/** As messages have it (contracts/shape.ts). */
const MOST_FEN = 1_000_000_00;
const Done = z.object({ ok: z.literal(true) });

/** A message into an order: POST /orders/:orderId/<path>. */
const message = <B extends z.ZodObject>(path: string, summary: string, roles: readonly Role[], body: B) => ({
  method: 'POST' as const,
  path: `/orders/:orderId/${path}`,
  summary,
  roles,
  key: true as const,
  params: orderParams,
  body,
  reply: Accepted,
});

export const CatalogueReply = z.object({
  city: z.string(),
  cityName: z.object({ zh: z.string(), en: z.string() }),
  development: z.boolean(),
  utcOffsetMinutes: z.int(),
  visitHours: z.object({ from: z.string(), to: z.string() }),
  districts: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  services: z.array(
    z.object({
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      descriptionZh: z.string(),
      descriptionEn: z.string(),
      unit: z.enum(['hour', 'squareMetre', 'item', 'day', 'month']),
      shape: z.enum(['visit', 'liveIn']),
      standardMinutes: z.int(),
      usualQuantity: z.int(),
      priceFen: z.int(),
    }),
  ),
});
export type CatalogueReply = z.infer<typeof CatalogueReply>;

export const NoticeView = z.object({
  id: z.uuid(),
  template: z.string(),
  title: z.string(),
  text: z.string(),
  orderId: OrderId.nullable(),
  at: z.iso.datetime(),
  read: z.boolean(),
});
export type NoticeView = z.infer<typeof NoticeView>;

export const OfferView = z.object({
  orderId: OrderId,
  serviceCode: z.string(),
  district: z.string(),
  quantity: z.int(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  totalFen: z.int(),
  helperFen: z.int(),
  deadline: z.iso.datetime().nullable(),
  status: z.enum(['offered', 'accepted', 'chosen']),
});
export type OfferView = z.infer<typeof OfferView>;

export const RecordReply = z.object({
  monthFen: z.int(),
  totalFen: z.int(),
  points: z.int(),
  completed: z.int(),
  rating: z.number().nullable(),
  earnings: z.array(z.object({ orderId: OrderId, fen: z.int(), kind: z.string(), at: z.iso.datetime() })),
  rewards: z.array(
    z.object({ orderId: OrderId, points: z.int(), bonusFen: z.int(), at: z.iso.datetime() }),
  ),
  decisions: z.array(
    z.object({ orderId: OrderId, kind: z.string(), reason: z.string(), at: z.iso.datetime(), appealUntil: z.iso.datetime() }),
  ),
});
export type RecordReply = z.infer<typeof RecordReply>;

export const BoardReply = z.object({
  counts: z.record(z.string(), z.int()).describe('open orders by stage'),
  needsOps: z.int(),
  overdue: z.int(),
  stuck: z.array(Stuck).describe('what stands still; without an order it concerns all of them'),
  orders: z.array(OrderSummary),
  temporalListUrl: z.string().nullable(),
});
export type BoardReply = z.infer<typeof BoardReply>;

const Session = z.object({ token: z.string().describe('bearer token for programs; browsers use the cookie'), me: Me });

export const http = {
  // log-in
  sendCode: {
    method: 'POST', path: '/session/code', summary: 'Send a one-time code to a phone', roles: [], key: false,
    body: z.strictObject({ phone: Phone }), reply: z.object({ sentTo: z.string() }),
  },
  signIn: {
    method: 'POST', path: '/session', summary: 'Sign in with the code; a new phone becomes a customer', roles: [], key: false,
    body: z.strictObject({ phone: Phone, code: z.string().regex(/^\d{6}$/), name: z.string().regex(/\S/).trim().min(1).max(40).optional() }),
    reply: Session,
  },
  me: { method: 'GET', path: '/session', summary: 'Who is signed in', roles: ALL, key: false, reply: Me },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', roles: ALL, key: false, reply: Done },
  setLocale: {
    method: 'PUT', path: '/session/locale', summary: 'Language of screens and notices', roles: ALL, key: false,
    body: z.strictObject({ locale: z.enum(['zh-CN', 'en']) }), reply: Done,
  },
  // catalogue
  catalogue: {
    method: 'GET', path: '/catalogue', summary: 'Services and districts of the city', roles: [], key: false,
    query: z.object({ city: z.string().regex(/^[a-z]{2,30}$/).optional() }), reply: CatalogueReply,
  },
  // customer
  addresses: { method: 'GET', path: '/addresses', summary: 'My service addresses', roles: ['customer', ...STAFF], key: false, reply: z.object({ addresses: z.array(Address) }) },
  addAddress: {
    method: 'POST', path: '/addresses', summary: 'Add a service address', roles: ['customer', ...STAFF], key: true,
    body: NewAddress, reply: Address, status: 201,
  },
  placeOrder: {
    method: 'POST', path: '/orders', summary: 'State a need; starts the order', roles: ['customer', ...STAFF], key: true,
    body: NewOrder, reply: Accepted, status: 201,
  },
  orders: {
    method: 'GET', path: '/orders', summary: 'My orders, active first', roles: ['customer', 'helper'], key: false,
    query: z.object({ open: z.enum(['true', 'false']).optional(), limit: z.coerce.number().int().min(1).max(100).optional() }),
    reply: z.object({ orders: z.array(OrderSummary) }),
  },
  order: { method: 'GET', path: '/orders/:orderId', summary: 'One order as I may see it', roles: ALL, key: false, params: orderParams, reply: OrderView },
  answer: {
    method: 'GET', path: '/orders/:orderId/answers/:answerId', summary: 'The answer of a message that took longer (202)', roles: ALL, key: false,
    params: z.object({ orderId: OrderId, answerId: z.string().regex(/^[\w-]{8,100}$/) }), reply: Accepted,
  },
  completeInquiry: message('inquiry', 'Complete what is missing', ['customer', ...STAFF],
    z.strictObject({ quantity: z.int().min(1).max(1000), windowStart: z.iso.datetime(), windowEnd: z.iso.datetime() })),
  chooseHelper: message('choice', 'Choose a helper of the shortlist', ['customer', ...STAFF], z.strictObject({ helperId: z.uuid() })),
  rematch: message('rematch', 'Ask for other helpers', ['customer', ...STAFF],
    z.strictObject({ reasons: z.array(z.enum(['price', 'distance', 'experience', 'time', 'other'])).min(1).max(5), note: Note, namedHelperId: z.uuid().optional(),
      startsAt: z.iso.datetime().optional().describe('one of otherTimes of the named helper: the wanted time moves there') })
      .meta({ dependentRequired: { startsAt: ['namedHelperId'] } })),
  otherTimes: {
    method: 'GET', path: '/orders/:orderId/helpers/:helperId/free-starts', summary: 'When else a helper of this order’s shortlists could come, on one local day', roles: ['customer', ...STAFF], key: false,
    params: orderParams.extend({ helperId: z.uuid() }), query: z.object({ day: LocalDate }),
    reply: z.object({ starts: z.array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })) }),
  },
  cancelOrder: message('cancellation', 'Cancel the order', ['customer', ...STAFF], z.strictObject({ reason: Reason, note: Note })),
  cancelQuote: {
    method: 'GET', path: '/orders/:orderId/cancellation', summary: 'What cancelling now would cost', roles: ['customer', ...STAFF], key: false,
    params: orderParams, reply: z.object({ feeFen: z.int() }),
  },
  agreement: { method: 'GET', path: '/orders/:orderId/agreement', summary: 'The e-contract', roles: ALL, key: false, params: orderParams, reply: AgreementView },
  agreementPdf: { method: 'GET', path: '/orders/:orderId/agreement.pdf', summary: 'The signed e-contract as a PDF', roles: ALL, key: false, params: orderParams, reply: z.any().describe('application/pdf') },
  sendSigningCode: {
    method: 'POST', path: '/orders/:orderId/agreement/code', summary: 'Send me a one-time code to sign with', roles: ['customer', 'helper'], key: true,
    params: orderParams, body: Nothing, reply: z.object({ sentTo: z.string() }),
  },
  sign: message('agreement/signature', 'Sign the terms with the code', ['customer', 'helper'],
    z.strictObject({ termsHash: z.string().regex(/^[0-9a-f]{64}$/), code: z.string().regex(/^\d{6}$/) })),
  confirmCompletion: message('confirmation', 'Confirm that the service is done', ['customer', ...STAFF], Nothing),
  object: message('objection', 'Object to the completion', ['customer', ...STAFF],
    z.strictObject({ reason: z.enum(['notDone', 'poorQuality', 'damage', 'late', 'other']), note: Note })),
  pay: {
    method: 'POST', path: '/orders/:orderId/payments', summary: 'Start a payment at the gateway', roles: ['customer', ...STAFF], key: true,
    params: orderParams, body: Nothing, status: 201,
    reply: z.object({ paymentId: z.uuid(), amountFen: z.int(), gateway: z.string(), payUrl: z.string() }),
  },
  submitReview: message('review', 'Review the visit within 24 hours', ['customer', ...STAFF],
    z.strictObject({ attitude: z.int().min(1).max(5), effect: z.int().min(1).max(5), contractKept: z.boolean(), text: Note })),
  letTimePass: message('time', 'Rehearsal: jump to the current deadline', ALL, Nothing),
  inbox: { method: 'GET', path: '/inbox', summary: 'My notices', roles: ALL, key: false, reply: z.object({ unread: z.int(), notices: z.array(NoticeView) }) },
  readInbox: { method: 'POST', path: '/inbox/read', summary: 'Mark my notices as read', roles: ALL, key: false,
    body: z.strictObject({ orderId: OrderId.optional().describe('only those about this order') }), reply: Done },
  // helper
  offers: { method: 'GET', path: '/offers', summary: 'Offers to me', roles: ['helper'], key: false, reply: z.object({ offers: z.array(OfferView) }) },
  answerOffer: message('offer', 'Accept or decline an offer', ['helper', ...STAFF],
    z.strictObject({ accept: z.boolean(), reason: Reason.optional(), helperId: z.uuid().optional().describe('staff: for whom') })),
  withdrawHelper: message('withdrawal', 'The helper drops out; another one is found', ['helper', ...STAFF], z.strictObject({ reason: Reason, note: Note })),
  myDay: {
    method: 'GET', path: '/my-day', summary: 'My visits', roles: ['helper'], key: false,
    query: z.object({ days: z.coerce.number().int().min(1).max(31).optional() }), reply: z.object({ visits: z.array(OrderSummary.extend({ helperFen: z.int().nullable().describe('my share') })) }),
  },
  proposeReschedule: message('reschedule', 'Propose another start for the planned visit', ALL,
    z.strictObject({ startsAt: z.iso.datetime(), side: z.enum(['customer', 'helper']).optional().describe('staff: for whom'), reason: Reason.optional(), note: Note })),
  answerReschedule: message('reschedule/answer', 'Accept or decline the proposed start, or take the own proposal back', ALL,
    z.strictObject({ accept: z.boolean(), reason: Reason.optional(), note: Note })),
  freeStarts: {
    method: 'GET', path: '/orders/:orderId/free-starts', summary: 'When the booked helper could come instead, on one local day', roles: ALL, key: false,
    params: orderParams, query: z.object({ day: LocalDate }),
    reply: z.object({ starts: z.array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime(), consent: z.boolean().describe('a customer who picks it has to wait for the helper') })) }),
  },
  depart: message('departure', 'On my way', ['helper', ...STAFF], Nothing),
  checkIn: message('check-in', 'Start the visit with the customer’s code', ['helper', ...STAFF],
    z.strictObject({ startCode: z.string().regex(/^\d{4}$/), deviceAt: z.iso.datetime().optional() })),
  checkOut: message('check-out', 'The visit is done', ['helper', ...STAFF], z.strictObject({ deviceAt: z.iso.datetime().optional() })),
  record: { method: 'GET', path: '/record', summary: 'My earnings, rewards and decisions', roles: ['helper'], key: false, reply: RecordReply },
  setAutoAccept: {
    method: 'PUT', path: '/my-profile/auto-accept', summary: 'Accept offers automatically', roles: ['helper'], key: false,
    body: z.strictObject({ autoAccept: z.boolean() }), reply: z.object({ autoAccept: z.boolean() }),
  },
  myProfile: { method: 'GET', path: '/my-profile', summary: 'My profile', roles: ['helper'], key: false, reply: z.object({ displayName: z.string(), autoAccept: z.boolean(), level: z.string(), traits: Traits }) },
  setTraits: {
    method: 'PUT', path: '/my-profile/traits', summary: 'Set my dialects, the products I bring and my habits', roles: ['helper'], key: false,
    body: SetTraits, reply: Traits,
  },
  // helper's calendar
  myCalendar: {
    method: 'GET', path: '/my-calendar', summary: 'My working times, leave and visits', roles: ['helper'], key: false,
    query: z.object({ from: LocalDate.optional(), days: z.coerce.number().int().min(1).max(31).optional() }), reply: CalendarView,
  },
  setWorkingTimes: {
    method: 'PUT', path: '/my-calendar/working-times', summary: 'Set my weekly working times', roles: ['helper'], key: false,
    body: SetWorkingTimes, reply: CalendarChanged,
  },
  addLeave: {
    method: 'POST', path: '/my-calendar/leave', summary: 'Take leave from then to then', roles: ['helper'], key: true,
    body: AddLeave, reply: CalendarChanged.extend({ leave: LeaveView }), status: 201,
  },
  removeLeave: {
    method: 'DELETE', path: '/my-calendar/leave/:leaveId', summary: 'Take a leave back', roles: ['helper'], key: false,
    params: z.object({ leaveId: z.uuid() }), reply: Done,
  },
  setAreas: {
    method: 'PUT', path: '/my-calendar/areas', summary: 'Set how far and in which districts I work', roles: ['helper'], key: false,
    body: SetAreas, reply: CalendarChanged,
  },
  setAutoAcceptTimes: {
    method: 'PUT', path: '/my-calendar/auto-accept', summary: 'Set the hours in which offers are accepted by themselves', roles: ['helper'], key: false,
    body: SetAutoAccept, reply: Done,
  },
  // blocks
  orderBlock: {
    method: 'GET', path: '/orders/:orderId/block', summary: 'Whether I blocked the other side of a closed order', roles: ['customer', 'helper'], key: false,
    params: orderParams, reply: z.object({ possible: z.boolean(), block: BlockView.nullable() }),
  },
  blockPerson: {
    method: 'PUT', path: '/orders/:orderId/block', summary: 'Never be matched again with the other side of a closed order', roles: ['customer', 'helper'], key: false,
    params: orderParams, body: Nothing, reply: BlockView,
  },
  blocks: { method: 'GET', path: '/blocks', summary: 'Whom I blocked', roles: ['customer', 'helper'], key: false, reply: z.object({ blocks: z.array(BlockView) }) },
  removeBlock: {
    method: 'DELETE', path: '/blocks/:personId', summary: 'Remove a block', roles: ['customer', 'helper'], key: false,
    params: z.object({ personId: z.uuid() }), reply: Done,
  },
  // ops
  helpers: {
    method: 'GET', path: '/ops/helpers', summary: 'Find helpers by name or phone, or those with certificates that run out', roles: STAFF, key: false,
    query: z.object({
      q: z.string().trim().max(40).optional().describe('part of the name, or a phone number'),
      expiring: z.coerce.number().int().min(0).max(365).optional().describe('a certificate is out or runs out within so many days'),
    }),
    reply: z.object({ helpers: z.array(HelperRow) }),
  },
  helper: {
    method: 'GET', path: '/ops/helpers/:helperId', summary: 'One helper: skills, certificates and their changes', roles: STAFF, key: false,
    params: helperParams, reply: HelperDetails.extend({ traits: Traits }),
  },
  setHelperTraits: {
    method: 'PUT', path: '/ops/helpers/:helperId/traits', summary: 'Set what wishes a helper meets, illnesses cared for too', roles: ['ops'], key: false,
    params: helperParams, body: SetHelperTraits, reply: Traits,
  },
  helperCalendar: {
    method: 'GET', path: '/ops/helpers/:helperId/calendar', summary: 'Working times, leave and visits of a helper', roles: STAFF, key: false,
    params: helperParams, query: z.object({ from: LocalDate.optional(), days: z.coerce.number().int().min(1).max(31).optional() }), reply: CalendarView,
  },
  setCertificate: {
    method: 'PUT', path: '/ops/helpers/:helperId/certificates/:skill', summary: 'Change until when a certificate counts', roles: ['ops'], key: false,
    params: helperParams.extend({ skill: z.string().regex(/^[\w:-]{1,40}$/) }),
    body: z.strictObject({ validUntil: LocalDate.describe('the last day on which it counts'), certificate: z.string().regex(/\S/).trim().min(1).max(60).optional(), reason: Reason, confirm }),
    reply: CalendarChanged,
  },
  board: {
    method: 'GET', path: '/ops/orders', summary: 'Orders by stage and deadline', roles: STAFF, key: false,
    query: z.object({
      stage: z.enum(STAGES).optional(), needsOps: z.enum(['true']).optional(), overdue: z.enum(['true']).optional(),
      q: z.string().max(40).optional().describe('order number begins with'), limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    reply: BoardReply,
  },
  cases: {
    method: 'GET', path: '/ops/cases', summary: 'Cases, open first', roles: STAFF, key: false,
    query: z.object({ status: z.enum(['open', 'decided']).optional() }), reply: z.object({ cases: z.array(CaseView) }),
  },
  whyNot: {
    method: 'GET', path: '/ops/orders/:orderId/helpers/:helperId/why-not', summary: 'Why a helper was not offered for this order', roles: STAFF, key: false,
    params: z.object({ orderId: OrderId, helperId: z.uuid() }), reply: z.object({ code: z.enum(WHY_NOT), rank: z.int().nullable().describe('place among those who could come') }),
  },
  dispatchList: {
    method: 'GET', path: '/ops/orders/:orderId/helpers', summary: 'Helpers for dispatch by hand, ranked', roles: STAFF, key: false,
    params: orderParams, reply: z.object({ helpers: z.array(CandidateView.pick({ helper: true, rank: true, reasons: true, quote: true, startsAt: true, endsAt: true })) }),
  },
  customers: {
    method: 'GET', path: '/ops/customers', summary: 'Find a customer by phone, to order on behalf', roles: STAFF, key: false,
    query: z.object({ phone: Phone }), reply: z.object({ customers: z.array(z.object({ id: z.uuid(), name: z.string(), maskedPhone: z.string(), addresses: z.array(Address) })) }),
  },
  dispatchHelper: message('dispatch', 'Dispatch a helper by hand', ['ops'], z.strictObject({ helperId: z.uuid(), reason: Reason, note: Note })),
  extendDeadline: message('deadline', 'Extend the current deadline', ['ops'], z.strictObject({ minutes: z.int().min(1).max(20160), reason: Reason, note: Note })),
  overrideCheckIn: message('check-in-override', 'Start the visit without a code', STAFF, z.strictObject({ reason: Reason, note: Note })),
  decideCase: message('case-decision', 'Decide an open case', STAFF,
    z.strictObject({ caseId: z.uuid(), decision: z.string().regex(/^\w{1,40}$/), amountFen: z.int().min(0).max(MOST_FEN).optional(), reason: Reason, note: Note })),
  recordCash: message('cash', 'Record a cash payment', ['ops'], z.strictObject({ amountFen: z.int().min(1).max(MOST_FEN), reason: Reason, note: Note })),
  retryStep: message('retry', 'Try a parked step again, or settle a bounced notice (toldByPhone: it is not sent again), also of a closed order', ['ops'], z.strictObject({ reason: Reason, note: Note })),
  waiveFee: {
    method: 'POST', path: '/orders/:orderId/fee-waiver', summary: 'Waive the cancel or no-show fee of a closed order', roles: ['ops'], key: true,
    params: orderParams, body: z.strictObject({ reason: Reason, note: Note }), reply: z.object({ waivedFen: z.int() }),
  },
  // gateway and development
  paymentCallback: {
    method: 'POST', path: '/gateway/payments', summary: 'The payment gateway reports (signed)', roles: [], key: false,
    body: z.strictObject({ paymentId: z.uuid(), amountFen: z.int().min(0).max(MOST_FEN), result: z.enum(['paid', 'failed']), gatewayRef: z.string().min(1).max(80) }), reply: Done,
  },
  simulatePayment: {
    method: 'POST', path: '/dev/payments/:paymentId', summary: 'Payment simulator: pay or fail', roles: [], key: false, development: true,
    params: z.object({ paymentId: z.uuid() }), body: z.strictObject({ result: z.enum(['paid', 'failed']) }), reply: Done,
  },
  outbox: {
    method: 'GET', path: '/dev/outbox', summary: 'What the gateways would have sent, newest first', roles: [], key: false, development: true,
    query: z.object({ to: z.string().max(40).optional() }),
    reply: z.object({
      messages: z.array(z.object({
        key: z.string(), channel: z.string(), to: z.string(), subject: z.string().nullable(), body: z.string(),
        code: z.string().nullable(), attempts: z.int(), at: z.iso.datetime(),
      })),
    }),
  },
  demoLogins: {
    method: 'GET', path: '/dev/logins', summary: 'Every seeded person; demo people of prisma/demo-logins.json first', roles: [], key: false, development: true,
    reply: z.object({ logins: z.array(z.object({ id: z.uuid(), role: z.enum(ROLES), name: z.string(), phone: z.string() })) }),
  },
} as const satisfies Record<string, Endpoint>;

export type Http = typeof http;
export type EndpointName = keyof Http;

type Part<E, K extends string> = E extends { [P in K]: infer S } ? (S extends z.ZodType ? S : never) : never;
export type ParamsOf<N extends EndpointName> = z.infer<Part<Http[N], 'params'>>;
export type QueryOf<N extends EndpointName> = z.input<Part<Http[N], 'query'>>;
export type BodyOf<N extends EndpointName> = z.infer<Part<Http[N], 'body'>>;
export type ReplyOf<N extends EndpointName> = z.infer<Part<Http[N], 'reply'>>;

export const API_PREFIX = '/api/v1';

/** RFC 9457 problem document; `code` is stable, `title` is worded in the reader's language. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  alternatives: z.array(z.string()).optional(),
  conflicts: z.array(ConflictView).optional().describe('CalendarConflict: booked visits that would fall out'),
});
export type Problem = z.infer<typeof Problem>;

/** 202: taken in and durable, not answered yet. Ask `answer` (or repeat the call with the same key). */
export const Pending = z.object({ ok: z.literal('pending'), orderId: OrderId, answerId: z.string(), answer: z.string() });
export type Pending = z.infer<typeof Pending>;

/** Server-sent events of GET /api/v1/stream: one per browser. */
export type StreamEvent =
  | { type: 'order'; orderId: string; version: number }
  | { type: 'inbox' }
  | { type: 'resync' };
