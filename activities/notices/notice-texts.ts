export type Locale = 'zh-CN' | 'en';

/** What a text may say: codes and amounts of the notice, worded; names and codes looked up at sending. */
export interface NoticeWords {
  service: string;
  start: string;
  until: string;
  yuan: string;
  minutes: string;
  count: string;
  points: string;
  stars: string;
  result: string;
  reason: string;
  startCode: string;
  orderId: string;
  skill: string;
  helper: string;
}
type Text = (w: NoticeWords) => string;
const text = (zh: Text, en: Text) => ({ 'zh-CN': zh, en });

/** Every notice in both languages. SMS, WeChat and mail use the same sentence. */
export const NOTICE_TEXTS = {
  inquiryReceived: text(
    (w) => `已收到您的${w.service}需求，订单号 ${w.orderId}。`,
    (w) => `We received your request for ${w.service}. Order ${w.orderId}.`,
  ),
  inquiryReminder: text(
    (w) => `您的${w.service}需求还缺少信息，请补充后为您推荐家政员。`,
    (w) => `Your request for ${w.service} still misses something. Please complete it.`,
  ),
  handedToAgent: text(
    (w) => `${w.service}由客服一对一为您安排，客服会尽快与您联系。`,
    (w) => `${w.service} is arranged personally. Our staff will call you soon.`,
  ),
  shortlistReady: text(
    (w) => `已为您的${w.service}推荐 ${w.count} 位家政员，请尽快选择。`,
    (w) => `We found ${w.count} helper(s) for your ${w.service}. Please choose.`,
  ),
  selectionReminder: text(
    (w) => `您还没有选择${w.service}的家政员，名额即将释放。`,
    (w) => `You have not chosen a helper for ${w.service} yet. The slots will be released soon.`,
  ),
  noHelperYet: text(
    (w) => `暂未找到合适的${w.service}家政员，我们正在继续安排。`,
    (w) => `No suitable helper for ${w.service} yet. We keep looking.`,
  ),
  offer: text(
    (w) => `有一份新的${w.service}订单推荐给您，请确认是否接单。`,
    (w) => `A new ${w.service} order is offered to you. Please accept or decline.`,
  ),
  missedOffer: text(
    (w) => `您未在时限内答复${w.service}订单，已转给其他家政员。`,
    (w) => `You did not answer in time. The ${w.service} order went to someone else.`,
  ),
  offerAccepted: text(
    (w) => `一位推荐的家政员已表示愿意承接您的${w.service}。`,
    (w) => `One of your recommended helpers is ready to take your ${w.service}.`,
  ),
  chosen: text(
    (w) => `客户选择了您：${w.service}，${w.start}。请确认并签署合同。`,
    (w) => `A customer chose you: ${w.service}, ${w.start}. Please sign the agreement.`,
  ),
  toSign: text(
    (w) => `${w.service}合同已生成，请阅读并签署。`,
    (w) => `The agreement for ${w.service} is ready. Please read and sign it.`,
  ),
  signReminder: text(
    (w) => `${w.service}合同还等您签署。`,
    (w) => `The agreement for ${w.service} still waits for your signature.`,
  ),
  otherSigned: text(
    (w) => `对方已签署${w.service}合同，请您签署。`,
    (w) => `The other side has signed the agreement for ${w.service}. Your signature is missing.`,
  ),
  sealedCustomer: text(
    (w) => `${w.service}合同已生效，${w.start} 上门。开工码 ${w.startCode}，请在家政员到达时出示。`,
    (w) =>
      `Your ${w.service} is agreed for ${w.start}. Start code ${w.startCode}: show it when the helper arrives.`,
  ),
  sealedHelper: text(
    (w) => `${w.service}合同已生效，请于 ${w.start} 准时上门。`,
    (w) => `${w.service} is agreed. Please be there at ${w.start}.`,
  ),
  helperChanged: text(
    (w) => `原家政员无法承接您的${w.service}，我们正在为您重新安排，您无需付费。`,
    (w) => `Your helper cannot come for ${w.service}. We are arranging another one at no cost to you.`,
  ),
  replaced: text(
    (w) => `您的${w.service}订单已改派其他家政员，请查看日程。`,
    (w) => `Your ${w.service} order was given to another helper. Please look at your calendar.`,
  ),
  rescheduleAsked: text(
    (w) => `对方提议将${w.service}改到 ${w.start}，请在 ${w.until} 前答复；不答复则按原时间。`,
    (w) =>
      `The other side asks to move ${w.service} to ${w.start}. Please answer by ${w.until}; else the old time stands.`,
  ),
  rescheduleOff: text(
    (w) => `${w.service}未改期，仍按 ${w.start} 上门。`,
    (w) => `${w.service} was not moved: it stays at ${w.start}.`,
  ),
  rescheduled: text(
    (w) => `${w.service}已改期：${w.start} 上门。`,
    (w) => `${w.service} was moved: it is now at ${w.start}.`,
  ),
  visitReminder: text(
    (w) => `提醒：${w.service} ${w.start} 上门，开工码 ${w.startCode}。`,
    (w) => `Reminder: ${w.service} at ${w.start}. Start code ${w.startCode}.`,
  ),
  visitReminderHelper: text(
    (w) => `提醒：您在 ${w.start} 有${w.service}上门服务。`,
    (w) => `Reminder: you have a visit for ${w.service} at ${w.start}.`,
  ),
  onTheWay: text(
    (w) =>
      `家政员已出发前来${w.service}。${w.startCode ? `开工码 ${w.startCode}，请在家政员到达时出示。` : ''}`,
    (w) =>
      `Your helper for ${w.service} is on the way.${w.startCode ? ` Start code ${w.startCode}: show it at the door.` : ''}`,
  ),
  late: text(
    (w) => `很抱歉，${w.service}家政员迟到约 ${w.minutes} 分钟，我们正在联系。`,
    (w) => `Sorry, the helper for ${w.service} is about ${w.minutes} minutes late. We are on it.`,
  ),
  lateHelper: text(
    (w) => `${w.service}已过开始时间 ${w.minutes} 分钟，请尽快签到或联系客服。`,
    (w) => `${w.service} should have begun ${w.minutes} minutes ago. Please check in or call us.`,
  ),
  visitStarted: text(
    (w) => `${w.service}已开始。`,
    (w) => `${w.service} has started.`,
  ),
  confirmDone: text(
    (w) => `${w.service}已完工，请确认完成或提出异议。`,
    (w) => `${w.service} is finished. Please confirm it or tell us what is wrong.`,
  ),
  doneConfirmed: text(
    (w) => `${w.service}已确认完成。`,
    (w) => `${w.service} was confirmed as completed.`,
  ),
  objected: text(
    (w) => `客户对${w.service}提出异议，运营会核实并与您联系。`,
    (w) => `The customer objected to ${w.service}. Our staff will look into it.`,
  ),
  toPay: text(
    (w) => `${w.service}费用 ${w.yuan}，请支付。`,
    (w) => `Please pay ${w.yuan} for ${w.service}.`,
  ),
  earned: text(
    (w) => `${w.service}收入 ${w.yuan} 已记账。`,
    (w) => `${w.yuan} for ${w.service} was added to your account.`,
  ),
  paid: text(
    (w) => `已收到${w.service}付款 ${w.yuan}，谢谢。`,
    (w) => `We received ${w.yuan} for ${w.service}. Thank you.`,
  ),
  overdue: text(
    (w) => `${w.service}费用已逾期未付，请尽快支付。`,
    (w) => `The payment for ${w.service} is overdue.`,
  ),
  reviewReminder: text(
    (w) => `请为刚完成的${w.service}评价，24 小时内有效。`,
    (w) => `Please review your ${w.service} within 24 hours.`,
  ),
  reviewed: text(
    (w) => `客户评价了您的${w.service}：${w.stars} 分。`,
    (w) => `Your ${w.service} was reviewed: ${w.stars} of 5.`,
  ),
  rewarded: text(
    (w) => `好评奖励：奖金 ${w.yuan}，积分 ${w.points}，并获优先推荐。`,
    (w) => `Reward for a good review: ${w.yuan}, ${w.points} points and a higher rank.`,
  ),
  rewardTold: text(
    (w) => `感谢您的好评，${w.service}家政员已获得奖励。`,
    (w) => `Thank you. The helper of your ${w.service} was rewarded.`,
  ),
  penalised: text(
    (w) => `处理结果：${w.result}。原因：${w.reason}。您可以申诉。`,
    (w) => `Decision: ${w.result}. Reason: ${w.reason}. You may appeal.`,
  ),
  followUpTold: text(
    (w) => `您对${w.service}的评价已处理，结果：${w.result}。`,
    (w) => `Your review of ${w.service} was handled. Result: ${w.result}.`,
  ),
  caseResult: text(
    (w) => `您的${w.service}问题已处理：${w.result}。`,
    (w) => `Your matter about ${w.service} was decided: ${w.result}.`,
  ),
  feeCharged: text(
    (w) => `按约定产生费用 ${w.yuan}。`,
    (w) => `A fee of ${w.yuan} was charged as agreed.`,
  ),
  feeWaived: text(
    (w) => `费用 ${w.yuan} 已减免。`,
    (w) => `A fee of ${w.yuan} was waived.`,
  ),
  moreTime: text(
    (w) => `${w.service}的答复时限已延长至 ${w.until}。`,
    (w) => `You have more time for ${w.service}: until ${w.until}.`,
  ),
  opsCase: text(
    (w) => `新工单：${w.result}，订单 ${w.orderId}。`,
    (w) => `New case: ${w.result}, order ${w.orderId}.`,
  ),
  opsNoMatch: text(
    (w) => `订单 ${w.orderId} 未匹配到家政员。`,
    (w) => `No helper found for order ${w.orderId}.`,
  ),
  opsStuck: text(
    (w) => `订单 ${w.orderId} 需要处理：${w.reason}。`,
    (w) => `Order ${w.orderId} needs you: ${w.reason}.`,
  ),
  opsBounced: text(
    (w) => `订单 ${w.orderId} 有通知未能送达。`,
    (w) => `A notice of order ${w.orderId} could not be delivered.`,
  ),
  certificateEnds: text(
    (w) => `您的${w.skill}证书 ${w.until}到期（还有 ${w.count} 天内），请及时更新，到期后将停派此类订单。`,
    (w) =>
      `Your certificate for ${w.skill} runs out on ${w.until} (within ${w.count} days). Please renew it.`,
  ),
  certificateEndsNow: text(
    (w) => `您的${w.skill}证书已于 ${w.until}到期，此类订单已停派。请更新后联系客服。`,
    (w) => `Your certificate for ${w.skill} ran out on ${w.until}: no such orders until it is renewed.`,
  ),
  opsCertificateEnds: text(
    (w) => `${w.helper}的${w.skill}证书 ${w.until}到期（还有 ${w.count} 天内），请在「家政员」中更新。`,
    (w) => `${w.helper}: the certificate for ${w.skill} runs out on ${w.until} (within ${w.count} days).`,
  ),
  opsCertificateEndsNow: text(
    (w) => `${w.helper}的${w.skill}证书已于 ${w.until}到期，此类订单已停派。`,
    (w) => `${w.helper}: the certificate for ${w.skill} ran out on ${w.until}.`,
  ),
  closed: text(
    (w) => `${w.service}订单已结束：${w.result}。`,
    (w) => `Your order for ${w.service} has ended: ${w.result}.`,
  ),
} as const satisfies Record<string, Record<Locale, Text>>;

export type NoticeTemplate = keyof typeof NOTICE_TEXTS;
