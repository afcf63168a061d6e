/** One row for each kind of case: the possible decisions, who decides, and the time limit. */
export interface CaseKindRow {
  decisions: readonly string[];
  /** The possible decisions after the question has changed, by variant; see `CaseVariant`. */
  variants?: Partial<Record<CaseVariant, readonly string[]>>;
  /** Agents may decide it as well as ops. */
  agents?: true;
  /** Staff open it by hand, with or without an order. */
  byHand?: true;
}

/** `withdrawn`: the helper dropped out while the arrival was unclear. */
export const CASE_VARIANTS = ['withdrawn'] as const;
export type CaseVariant = (typeof CASE_VARIANTS)[number];

export const CASES = {
  callback: { decisions: ['arranged', 'notArranged'], agents: true },
  arrival: {
    decisions: ['arrived', 'waitLonger', 'helperNoShow', 'customerNoShow'],
    variants: { withdrawn: ['helperNoShow', 'excused'] },
  },
  objection: { decisions: ['rejected', 'reducePrice', 'free'] },
  penalty: { decisions: ['none', 'training', 'warning', 'removal'] },
  payment: { decisions: ['waitLonger', 'paidInCash', 'writeOff'] },
  fitness: { decisions: ['replace', 'keep'] },
  general: { decisions: ['done'], agents: true, byHand: true },
} as const satisfies Record<string, CaseKindRow>;

export type CaseKind = keyof typeof CASES;
export const CASE_KINDS = Object.keys(CASES) as [CaseKind, ...CaseKind[]];

/** The decisions that are possible now. */
export function decisionsOf(kind: CaseKind, variant: string | null = null): readonly string[] {
  const row: CaseKindRow = CASES[kind];
  return (variant && row.variants?.[variant as CaseVariant]) || row.decisions;
}

/** All decisions that a kind ever had. Records and texts need them. */
const allDecisions = (kind: CaseKind): readonly string[] => {
  const row: CaseKindRow = CASES[kind];
  return [...new Set([...row.decisions, ...Object.values(row.variants ?? {}).flat()])];
};

export const mayDecide = (kind: CaseKind, role: string): boolean =>
  role === 'ops' || (role === 'agent' && (CASES[kind] as CaseKindRow).agents === true);

/** How a case ends: a person decided it, or an event answered it. */
export const CASE_ENDINGS = ['decided', 'overtaken'] as const;
export type CaseEnding = (typeof CASE_ENDINGS)[number];

/** Events that answer an open case without a decision. */
export const OVERTAKEN_BY = ['checkedIn', 'paid', 'helperReplaced', 'orderEnded', 'noCheckIn'] as const;
export type OvertakenBy = (typeof OVERTAKEN_BY)[number];

/** All decisions of each kind, for the texts. */
export const CASE_DECISIONS = Object.fromEntries(
  CASE_KINDS.map((kind) => [kind, allDecisions(kind)]),
) as Record<CaseKind, readonly string[]>;
