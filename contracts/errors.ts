/**
 * The one error table: workflow and activities answer with the code, the API maps it to a status, screens print the
 * sentence of the reader's language. `retry`: the same call may succeed later.
 */
export interface ErrorRow {
  http: number;
  en: string;
  zh: string;
  retry?: boolean;
}

const row = (http: number, zh: string, en: string, retry = false): ErrorRow => ({ http, zh, en, retry });

export const ERRORS = {
  // The door
  InvalidInput: row(
    400,
    '提交的内容有误，请检查标出的项。',
    'Something in the form is not right. Please check the marked fields.',
  ),
  KeyMissing: row(400, '请求缺少 Idempotency-Key。', 'The request has no Idempotency-Key header.'),
  NotSignedIn: row(401, '请先登录。', 'Please sign in first.'),
  WrongCode: row(401, '验证码不正确或已过期。', 'The code is wrong or has expired.'),
  NotAllowed: row(403, '您没有此操作的权限。', 'You are not allowed to do this.'),
  NotFound: row(404, '没有找到。', 'Not found.'),
  MethodNotAllowed: row(405, '不支持这种请求方式。', 'This method is not supported here.'),
  KeyInFlight: row(409, '同一请求正在处理中，请稍候。', 'The same request is still being worked on.', true),
  TooLarge: row(413, '内容太大。', 'The content is too large.'),
  UnsupportedMedia: row(415, '请使用 JSON 格式。', 'Please send JSON.'),
  KeyReused: row(
    422,
    '同一个 Idempotency-Key 已用于另一内容。',
    'This Idempotency-Key was used with another content.',
  ),
  TooManyRequests: row(429, '操作太频繁，请稍后再试。', 'Too many requests. Please try again later.', true),
  Unavailable: row(
    503,
    '系统暂时繁忙，您的内容没有丢失，请重试。',
    'We are busy right now. Please try again.',
    true,
  ),
  Internal: row(500, '系统出错了，我们已收到通知。', 'Something went wrong on our side.'),
  // Rules of an order
  WrongStage: row(409, '这一步已经结束或尚未开始。', 'This step is over or has not started.'),
  OrderClosed: row(409, '订单已结束。', 'The order is closed.'),
  NotYourTurn: row(409, '现在不需要您操作。', 'It is not your turn.'),
  NotOnShortlist: row(409, '该家政员不在推荐名单中。', 'This helper is not on your shortlist.'),
  ShortlistChanged: row(
    409,
    '推荐名单刚刚更新，请从新名单中选择。',
    'The shortlist has just changed. Please choose from the new one.',
  ),
  HelperTaken: row(
    409,
    '该家政员的这个时段刚被预订，请看其他推荐。',
    'This helper was just booked for that time. Please see the others.',
  ),
  HelperUnfit: row(409, '该家政员无法承接此订单。', 'This helper cannot take this order.'),
  TooManyOpenOrders: row(
    409,
    '您已有多个订单还没有签约，请先完成签约或取消其中一个。',
    'Several of your orders are not signed yet. Please sign or cancel one of them first.',
  ),
  NoReschedulesLeft: row(409, '该订单的改期次数已用完。', 'This order cannot be moved again.'),
  ProposalOpen: row(
    409,
    '已有一个改期提议在等待答复。',
    'Another time has been proposed already and waits for an answer.',
  ),
  OtherPrice: row(
    409,
    '所选日期的价格不同（节假日），请另选日期或联系客服。',
    'The price of that day differs (public holiday). Please pick another day or contact us.',
  ),
  HoldLost: row(409, '占位已失效。', 'The hold was lost.'),
  NoRoundsLeft: row(
    409,
    '重新推荐的次数已用完。',
    'No more new recommendations are possible for this order.',
  ),
  AlreadyAnswered: row(409, '您已经答复过了。', 'You have already answered.'),
  TermsChanged: row(409, '合同条款已更新，请重新阅读。', 'The terms have changed. Please read them again.'),
  AlreadySigned: row(409, '您已签署。', 'You have already signed.'),
  WrongStartCode: row(
    409,
    '开工码不正确，请向客户核对。',
    'The start code is wrong. Please ask the customer.',
  ),
  CodeLocked: row(
    409,
    '开工码错误次数过多，客服将核实到场。',
    'Too many wrong codes. Our staff will confirm your arrival.',
  ),
  TooEarly: row(409, '现在还太早。', 'It is too early for this.'),
  NeedsColleague: row(
    409,
    '您已代家政员操作过此单，须由另一位同事或客户本人确认。',
    'You acted for the helper in this order: a colleague, or the customer, must confirm.',
  ),
  CannotCancelNow: row(
    409,
    '服务已开始，不能取消；请联系客服。',
    'The visit has started and cannot be cancelled. Please contact us.',
  ),
  CaseClosed: row(409, '该工单已处理。', 'This case has been decided.'),
  NoSuchCase: row(404, '没有这个工单。', 'There is no such case.'),
  AmountMismatch: row(409, '金额不一致。', 'The amount does not match.'),
  NotRehearsal: row(409, '只有彩排订单可以快进时间。', 'Only a rehearsal order can let time pass.'),
  NothingToWaive: row(409, '没有可减免的费用。', 'There is no fee to waive.'),
  NothingToRetry: row(409, '没有需要重试的步骤。', 'There is no step to retry.'),
  Unverified: row(
    403,
    '涉及资金的操作必须在平台内进行。',
    'Actions with money must come through the platform.',
  ),
  NotServed: row(422, '该地区或服务暂未开通。', 'We do not serve this place or service yet.'),
  CalendarConflict: row(
    409,
    '已有预约会受影响，请确认后再保存。',
    'Booked visits would fall out. Please confirm before it is saved.',
  ),
  LeaveInvalid: row(
    422,
    '请假时间不正确：须在将来，且不超过一年。',
    'A leave must lie ahead, end after it starts and last at most a year.',
  ),
  NothingToBlock: row(
    409,
    '只能屏蔽已结束订单中的对方。',
    'You can only block the other side of an order that is over.',
  ),
  SlotInvalid: row(
    422,
    '预约时间不在可服务范围内。',
    'The wanted time is outside service hours or in the past.',
  ),
  AddressInvalid: row(422, '请选择有效的服务地址。', 'Please choose a valid service address.'),
  InquiryIncomplete: row(422, '需求信息不完整。', 'The inquiry is incomplete.'),
  // Shape of a message that did not come through the API
  BadMessage: row(400, '消息格式不正确。', 'The message has a wrong shape.'),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

export const isErrorCode = (code: unknown): code is ErrorCode => typeof code === 'string' && code in ERRORS;

/** What every update answers: yes with the order's version, or no with a code. */
export type Answer =
  | { ok: true; version: number; [more: string]: unknown }
  | { ok: false; code: ErrorCode; alternatives?: string[]; from?: string };
