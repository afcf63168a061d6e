import { type AnyNotice, defineNotice } from '../define-notice.ts';
import { toCustomer, toHelper } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

export const caseNotices = {
  handedToAgent: defineNotice({
    subject: 'order',
    who: { handedToAgent: (_, m) => toCustomer(m) },
    title: both('客服会联系您', 'We will call you'),
    text: both(
      (w) => `${w.service}由客服一对一为您安排，客服会尽快与您联系。`,
      (w) => `${w.service} is arranged personally. Our staff will call you soon.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'inquiry' },
  }),
  objected: defineNotice({
    subject: 'order',
    who: { objected: ({ caseId }, m) => toHelper(m, { detail: caseId }) },
    title: both('客户提出异议', 'The customer objected'),
    text: both(
      (w) => `客户对${w.service}提出异议，运营会核实并与您联系。`,
      (w) => `The customer objected to ${w.service}. Our staff will look into it.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'case' },
  }),
  opsCase: defineNotice({
    subject: 'order',
    who: {
      handedToAgent: ({ caseId }) => [{ to: 'ops', detail: caseId, params: { kind: 'callback' } }],
      objected: ({ caseId }) => [{ to: 'ops', detail: caseId, params: { kind: 'objection' } }],
      caseOpened: ({ caseId, kind }) => [{ to: 'ops', detail: caseId, params: { kind } }],
      paymentOverdue: () => [{ to: 'ops', detail: 'payment', params: { kind: 'payment' } }],
    },
    title: both('新工单', 'New case'),
    text: both(
      (w) => `新工单：${w.result}，订单 ${w.orderId}。`,
      (w) => `New case: ${w.result}, order ${w.orderId}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'case' },
  }),
  caseResult: defineNotice({
    subject: 'order',
    who: {
      // Whether a helper is fit, or excused, is between the helper and ops. Of a penalty the customer gets followUpTold.
      caseDecided: ({ kind, decision }, m) =>
        kind === 'fitness' || kind === 'penalty' || decision === 'excused'
          ? []
          : toCustomer(m, { params: { kind, decision } }),
    },
    title: both('您的问题已处理', 'Your matter was decided'),
    text: both(
      (w) => `您的${w.service}问题已处理：${w.result}。`,
      (w) => `Your matter about ${w.service} was decided: ${w.result}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  opsCaseOverdue: defineNotice({
    subject: 'case',
    who: { caseOverdue: (_, { row }) => [{ to: row.ownerId ?? 'ops' }] },
    title: both('工单超时未处理', 'A case is overdue'),
    text: both(
      (w) => `工单（${w.result}）已超过处理时限，请尽快处理。`,
      (w) => `A case (${w.result}) is past its due time. Please decide it.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'caseOpen' },
  }),
  caseForYou: defineNotice({
    subject: 'case',
    who: {
      // Who took it over knows.
      caseAssigned: ({ ownerId, takenFrom }) => (ownerId && takenFrom === undefined ? [{ to: ownerId }] : []),
    },
    title: both('工单已分配给您', 'A case is yours'),
    text: both(
      (w) => `工单（${w.result}）现由您负责。`,
      (w) => `You are in charge of a case now (${w.result}).`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'caseOwner' },
  }),
  caseTaken: defineNotice({
    subject: 'case',
    who: {
      caseAssigned: ({ takenFrom }) => (takenFrom ? [{ to: takenFrom }] : []),
    },
    title: both('同事接手了您的工单', 'A colleague took over your case'),
    text: both(
      (w) => `您负责的工单（${w.result}）已由同事接手。`,
      (w) => `A colleague is in charge of your case now (${w.result}).`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'caseOwner' },
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
