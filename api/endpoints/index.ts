import type { EndpointName } from '#contracts/http.ts';
import type { Mounted } from '../endpoint.ts';
import { agreement } from './agreement/agreement.ts';
import { agreementPdf } from './agreement/agreement-pdf.ts';
import { sendSigningCode } from './agreement/send-signing-code.ts';
import { sign } from './agreement/sign.ts';
import { blockPerson } from './blocks/block-person.ts';
import { blocks } from './blocks/blocks.ts';
import { orderBlock } from './blocks/order-block.ts';
import { removeBlock } from './blocks/remove-block.ts';
import { catalogue } from './catalogue/catalogue.ts';
import { demoLogins } from './development/demo-logins.ts';
import { outbox } from './development/outbox.ts';
import { simulatePayment } from './development/simulate-payment.ts';
import { addLeave } from './helper/add-leave.ts';
import { answerOffer } from './helper/answer-offer.ts';
import { myCalendar } from './helper/my-calendar.ts';
import { myDay } from './helper/my-day.ts';
import { myProfile } from './helper/my-profile.ts';
import { offers } from './helper/offers.ts';
import { record } from './helper/record.ts';
import { removeLeave } from './helper/remove-leave.ts';
import { setAreas } from './helper/set-areas.ts';
import { setAutoAccept } from './helper/set-auto-accept.ts';
import { setAutoAcceptTimes } from './helper/set-auto-accept-times.ts';
import { setTraits } from './helper/set-traits.ts';
import { setWorkingTimes } from './helper/set-working-times.ts';
import { inbox } from './inbox/inbox.ts';
import { readInbox } from './inbox/read-inbox.ts';
import { pay } from './money/pay.ts';
import { paymentCallback } from './money/payment-callback.ts';
import { board } from './ops/board.ts';
import { cases } from './ops/cases.ts';
import { customers } from './ops/customers.ts';
import { decideCase } from './ops/decide-case.ts';
import { dispatchHelper } from './ops/dispatch-helper.ts';
import { dispatchList } from './ops/dispatch-list.ts';
import { extendDeadline } from './ops/extend-deadline.ts';
import { helper } from './ops/helper.ts';
import { helperCalendar } from './ops/helper-calendar.ts';
import { helpers } from './ops/helpers.ts';
import { recordCash } from './ops/record-cash.ts';
import { retryStep } from './ops/retry-step.ts';
import { setCertificate } from './ops/set-certificate.ts';
import { setHelperTraits } from './ops/set-helper-traits.ts';
import { waiveFee } from './ops/waive-fee.ts';
import { whyNot } from './ops/why-not.ts';
import { addAddress } from './orders/add-address.ts';
import { addresses } from './orders/addresses.ts';
import { answer } from './orders/answer.ts';
import { cancelOrder } from './orders/cancel-order.ts';
import { cancelQuote } from './orders/cancel-quote.ts';
import { chooseHelper } from './orders/choose-helper.ts';
import { completeInquiry } from './orders/complete-inquiry.ts';
import { letTimePass } from './orders/let-time-pass.ts';
import { order } from './orders/order.ts';
import { orders } from './orders/orders.ts';
import { otherTimes } from './orders/other-times.ts';
import { placeOrder } from './orders/place-order.ts';
import { rematch } from './orders/rematch.ts';
import { me } from './session/me.ts';
import { sendCode } from './session/send-code.ts';
import { setLocale } from './session/set-locale.ts';
import { signIn } from './session/sign-in.ts';
import { signOut } from './session/sign-out.ts';
import { answerReschedule } from './visit/answer-reschedule.ts';
import { checkIn } from './visit/check-in.ts';
import { checkOut } from './visit/check-out.ts';
import { confirmCompletion } from './visit/confirm-completion.ts';
import { depart } from './visit/depart.ts';
import { freeStarts } from './visit/free-starts.ts';
import { object } from './visit/object.ts';
import { overrideCheckIn } from './visit/override-check-in.ts';
import { proposeReschedule } from './visit/propose-reschedule.ts';
import { submitReview } from './visit/submit-review.ts';
import { withdrawHelper } from './visit/withdraw-helper.ts';

/** Every endpoint of the contract, no more and no less: the type says so. */
export const endpoints = {
  sendCode,
  signIn,
  me,
  signOut,
  setLocale,
  catalogue,
  addresses,
  addAddress,
  placeOrder,
  orders,
  order,
  answer,
  completeInquiry,
  chooseHelper,
  rematch,
  otherTimes,
  cancelOrder,
  cancelQuote,
  agreement,
  agreementPdf,
  sendSigningCode,
  sign,
  confirmCompletion,
  object,
  pay,
  submitReview,
  letTimePass,
  inbox,
  readInbox,
  offers,
  answerOffer,
  withdrawHelper,
  myDay,
  proposeReschedule,
  answerReschedule,
  freeStarts,
  depart,
  checkIn,
  checkOut,
  record,
  setAutoAccept,
  myProfile,
  setTraits,
  myCalendar,
  setWorkingTimes,
  addLeave,
  removeLeave,
  setAreas,
  setAutoAcceptTimes,
  orderBlock,
  blockPerson,
  blocks,
  removeBlock,
  helpers,
  helper,
  setHelperTraits,
  helperCalendar,
  setCertificate,
  board,
  cases,
  dispatchList,
  whyNot,
  customers,
  dispatchHelper,
  extendDeadline,
  overrideCheckIn,
  decideCase,
  recordCash,
  retryStep,
  waiveFee,
  paymentCallback,
  simulatePayment,
  outbox,
  demoLogins,
} satisfies Record<EndpointName, Mounted>;
