export const CASE_KINDS = ['callback', 'arrival', 'objection', 'penalty', 'payment', 'fitness'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** What ops may decide, by kind of case. */
export const CASE_DECISIONS = {
  callback: ['arranged', 'notArranged'],
  arrival: ['arrived', 'waitLonger', 'helperNoShow', 'customerNoShow'],
  objection: ['rejected', 'reducePrice', 'free'],
  penalty: ['none', 'training', 'warning', 'removal'],
  payment: ['waitLonger', 'paidInCash', 'writeOff'],
  fitness: ['replace', 'keep'],
} as const satisfies Record<CaseKind, readonly string[]>;
