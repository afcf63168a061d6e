import type { EndpointName } from '#contracts/http.ts';
import { agreement } from './agreements/endpoints/agreement.ts';
import { agreementPdf } from './agreements/endpoints/agreement-pdf.ts';
import { sendSigningCode } from './agreements/endpoints/send-signing-code.ts';
import { agreementMessages } from './agreements/messages.ts';
import { addLeave } from './calendars/endpoints/add-leave.ts';
import { helperCalendar } from './calendars/endpoints/helper-calendar.ts';
import { myCalendar } from './calendars/endpoints/my-calendar.ts';
import { removeLeave } from './calendars/endpoints/remove-leave.ts';
import { setAreas } from './calendars/endpoints/set-areas.ts';
import { setAutoAccept } from './calendars/endpoints/set-auto-accept.ts';
import { setAutoAcceptTimes } from './calendars/endpoints/set-auto-accept-times.ts';
import { setWorkingTimes } from './calendars/endpoints/set-working-times.ts';
import { caseAnswer } from './cases/endpoints/case-answer.ts';
import { cases } from './cases/endpoints/cases.ts';
import { oneCase } from './cases/endpoints/one-case.ts';
import { openCase } from './cases/endpoints/open-case.ts';
import { staff } from './cases/endpoints/staff.ts';
import { caseMessageEndpoints, caseMessages } from './cases/messages.ts';
import { catalogue } from './catalogue/endpoints/catalogue.ts';
import { helpers } from './helpers/endpoints/helpers.ts';
import { myProfile } from './helpers/endpoints/my-profile.ts';
import { myRecord } from './helpers/endpoints/my-record.ts';
import { oneHelper } from './helpers/endpoints/one-helper.ts';
import { setCertificate } from './helpers/endpoints/set-certificate.ts';
import { setHelperTraits } from './helpers/endpoints/set-helper-traits.ts';
import { setTraits } from './helpers/endpoints/set-traits.ts';
import type { Mounted } from './http/endpoint.ts';
import { dispatchList } from './matching/endpoints/dispatch-list.ts';
import { offers } from './matching/endpoints/offers.ts';
import { otherTimes } from './matching/endpoints/other-times.ts';
import { whyNot } from './matching/endpoints/why-not.ts';
import { matchingMessages } from './matching/messages.ts';
import { messageEndpoints } from './messages/message.ts';
import { pay } from './money/endpoints/pay.ts';
import { paymentCallback } from './money/endpoints/payment-callback.ts';
import { simulatePayment } from './money/endpoints/simulate-payment.ts';
import { waiveFee } from './money/endpoints/waive-fee.ts';
import { inbox } from './notices/endpoints/inbox.ts';
import { outbox } from './notices/endpoints/outbox.ts';
import { readInbox } from './notices/endpoints/read-inbox.ts';
import { noticeMessages } from './notices/messages.ts';
import { board } from './orders/endpoints/board.ts';
import { cancelQuote } from './orders/endpoints/cancel-quote.ts';
import { order } from './orders/endpoints/order.ts';
import { orderAnswer } from './orders/endpoints/order-answer.ts';
import { orders } from './orders/endpoints/orders.ts';
import { placeOrder } from './orders/endpoints/place-order.ts';
import { orderMessages } from './orders/messages.ts';
import { addAddress } from './people/endpoints/add-address.ts';
import { addresses } from './people/endpoints/addresses.ts';
import { blockPerson } from './people/endpoints/block-person.ts';
import { blocks } from './people/endpoints/blocks.ts';
import { customers } from './people/endpoints/customers.ts';
import { demoLogins } from './people/endpoints/demo-logins.ts';
import { me } from './people/endpoints/me.ts';
import { orderBlock } from './people/endpoints/order-block.ts';
import { removeBlock } from './people/endpoints/remove-block.ts';
import { sendCode } from './people/endpoints/send-code.ts';
import { setLocale } from './people/endpoints/set-locale.ts';
import { signIn } from './people/endpoints/sign-in.ts';
import { signOut } from './people/endpoints/sign-out.ts';
import { freeStarts } from './visits/endpoints/free-starts.ts';
import { myDay } from './visits/endpoints/my-day.ts';
import { visitMessages } from './visits/messages.ts';

/** Every endpoint of the contract, no more and no less: the type requires it. */
export const endpoints = {
  ...messageEndpoints({
    ...orderMessages,
    ...matchingMessages,
    ...agreementMessages,
    ...visitMessages,
    ...noticeMessages,
    ...caseMessages,
  }),
  ...caseMessageEndpoints(),
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
  answer: orderAnswer,
  otherTimes,
  cancelQuote,
  agreement,
  agreementPdf,
  sendSigningCode,
  pay,
  inbox,
  readInbox,
  offers,
  myDay,
  freeStarts,
  record: myRecord,
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
  helper: oneHelper,
  setHelperTraits,
  helperCalendar,
  setCertificate,
  board,
  cases,
  oneCase,
  openCase,
  caseAnswer,
  staff,
  dispatchList,
  whyNot,
  customers,
  waiveFee,
  paymentCallback,
  simulatePayment,
  outbox,
  demoLogins,
} satisfies Record<EndpointName, Mounted>;
