/** Where an open order is. Source: the life of an order in docs/architecture.md. */
export const STAGES = [
  'inquiry',
  'matching',
  'selection',
  'agreement',
  'scheduled',
  'visit',
  'settlement',
  'review',
  'followUp',
  'closed',
] as const;
export type Stage = (typeof STAGES)[number];
export const OPEN_STAGES: readonly Stage[] = STAGES.filter((stage) => stage !== 'closed');

/** How an order's life ended: values, never workflow failures. */
export const ENDINGS = [
  'completed',
  'no_match',
  'no_choice',
  'unsigned',
  'lapsed',
  'cancelled',
  'helper_no_show',
  'customer_no_show',
  /** A live-in inquiry that an agent arranged outside a visit order. */
  'handed_over',
] as const;
export type Ending = (typeof ENDINGS)[number];

/** The progress of a visit. */
export const VISIT_PHASES = ['planned', 'departed', 'checkedIn', 'checkedOut', 'confirmed'] as const;
export type VisitPhase = (typeof VISIT_PHASES)[number];
export const BEFORE_CHECK_IN = ['planned', 'departed'] as const satisfies VisitPhase[];

export const SETTLEMENTS = ['none', 'due', 'paid', 'overdue', 'waived'] as const;
export type Settlement = (typeof SETTLEMENTS)[number];

/** The words a customer sees; screens translate them by the key `state.<word>`. */
export const STATE_WORDS = [
  'toConfirm',
  'matching',
  'toChoose',
  'toSign',
  'scheduled',
  'departed',
  'inService',
  'toConfirmDone',
  'toReview',
  'toPay',
  'handling',
  'completed',
  'cancelled',
] as const;
export type StateWord = (typeof STATE_WORDS)[number];

/** The one table from our stages to the customer's word and to both vocabularies of the requirements. */
export const STATE_TABLE: Record<StateWord, { zh: string; en: string; life: string; office: string }> = {
  toConfirm: { zh: '待确认', en: 'Checking your request', life: '待确认', office: '待分配' },
  matching: { zh: '匹配中', en: 'Matching', life: '待派工', office: '待分配' },
  toChoose: { zh: '待选择', en: 'To choose', life: '待派工', office: '待分配' },
  toSign: { zh: '待签约', en: 'To sign', life: '待派工', office: '已分配' },
  scheduled: { zh: '待服务', en: 'Scheduled', life: '已派工', office: '已分配' },
  departed: { zh: '已出发', en: 'On the way', life: '已派工', office: '已分配' },
  inService: { zh: '服务中', en: 'In service', life: '服务中', office: '已分配' },
  toConfirmDone: { zh: '待确认完成', en: 'Confirm completion', life: '服务完成', office: '已分配' },
  toReview: { zh: '待评价', en: 'To review', life: '服务完成', office: '已分配' },
  toPay: { zh: '待结算', en: 'To pay', life: '服务完成', office: '已反馈' },
  handling: { zh: '处理中', en: 'Being handled', life: '已结算', office: '已反馈' },
  completed: { zh: '已完成', en: 'Completed', life: '已结算', office: '已完成' },
  cancelled: { zh: '已取消', en: 'Cancelled', life: '已取消', office: '已完成' },
};

/** The customer's word for the state of an order. */
export function stateWord(order: {
  stage: Stage;
  ending: Ending | null;
  phase: VisitPhase | null;
}): StateWord {
  switch (order.stage) {
    case 'inquiry':
      return 'toConfirm';
    case 'matching':
      return 'matching';
    case 'selection':
      return 'toChoose';
    case 'agreement':
      return 'toSign';
    case 'scheduled':
      return order.phase === 'departed' ? 'departed' : 'scheduled';
    case 'visit':
      if (order.phase === 'checkedIn') return 'inService';
      if (order.phase === 'checkedOut') return 'toConfirmDone';
      return order.phase === 'departed' ? 'departed' : 'scheduled';
    case 'settlement':
      return 'toPay';
    case 'review':
      return 'toReview';
    case 'followUp':
      return 'handling';
    case 'closed':
      return order.ending === 'completed' || order.ending === 'handed_over' ? 'completed' : 'cancelled';
  }
}
