import { otherSide } from '#contracts/visits/reschedule.ts';
import { type AnyNotice, defineNotice, type Moment, type Recipient } from '../define-notice.ts';
import { after, toCustomer, toHelper, toParty } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

export const agreementNotices = {
  chosen: defineNotice({
    subject: 'order',
    who: {
      helperChosen: ({ helperId }) => [{ to: helperId, detail: 'helper' }],
      dispatchedByHand: ({ helperId }) => [{ to: helperId, detail: 'helper' }],
    },
    title: both('客户选择了您', 'A customer chose you'),
    text: both(
      (w) => `客户选择了您：${w.service}，${w.start}。请确认并签署合同。`,
      (w) => `A customer chose you: ${w.service}, ${w.start}. Please sign the agreement.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'agreement' },
  }),
  toSign: defineNotice({
    subject: 'order',
    who: {
      helperChosen: (_, m) => toCustomer(m, { detail: 'customer' }),
      dispatchedByHand: (_, m) => toCustomer(m, { detail: 'customer' }),
    },
    title: both('请签署合同', 'Please sign the agreement'),
    text: both(
      (w) => `${w.service}合同已生成，请阅读并签署。`,
      (w) => `The agreement for ${w.service} is ready. Please read and sign it.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'agreement' },
  }),
  signReminder: defineNotice({
    subject: 'order',
    who: {
      helperChosen: ({ helperId }, m) => bothSign(helperId, m),
      dispatchedByHand: ({ helperId }, m) => bothSign(helperId, m),
    },
    title: both('合同还等您签署', 'Your signature is missing'),
    text: both(
      (w) => `${w.service}合同还等您签署。`,
      (w) => `The agreement for ${w.service} still waits for your signature.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'agreement' },
  }),
  otherSigned: defineNotice({
    subject: 'order',
    who: {
      agreementSigned: ({ party }, m) =>
        m.row.stage === 'agreement' ? toParty(m, otherSide(party), { detail: otherSide(party) }) : [],
    },
    title: both('对方已签署，请您签署', 'The other side has signed'),
    text: both(
      (w) => `对方已签署${w.service}合同，请您签署。`,
      (w) => `The other side has signed the agreement for ${w.service}. Your signature is missing.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'agreement' },
  }),
  sealedCustomer: defineNotice({
    subject: 'order',
    who: { agreementSealed: (_, m) => toCustomer(m) },
    title: both('合同已生效', 'The agreement is in force'),
    text: both(
      (w) => `${w.service}合同已生效，${w.start} 上门。开工码 ${w.startCode}，请在家政员到达时出示。`,
      (w) =>
        `Your ${w.service} is agreed for ${w.start}. Start code ${w.startCode}: show it when the helper arrives.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'scheduled:arrival' },
  }),
  sealedHelper: defineNotice({
    subject: 'order',
    who: { agreementSealed: (_, m) => toHelper(m) },
    title: both('合同已生效', 'The agreement is in force'),
    text: both(
      (w) => `${w.service}合同已生效，请于 ${w.start} 准时上门。`,
      (w) => `${w.service} is agreed. Please be there at ${w.start}.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'scheduled', time: 'startsAt' },
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;

/** Each party by its own reminder. */
function bothSign(helperId: string, m: Moment<'order'>): Recipient[] {
  const dueAt = after(m, m.row.policy.agreementReminder);
  return [...toCustomer(m, { dueAt, detail: 'customer' }), { to: helperId, dueAt, detail: 'helper' }];
}
