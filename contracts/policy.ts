import type { CaseKind } from './cases/kinds.ts';
/**
 * The policy (策略): deadlines, limits, fees and points per city and service, copied into an order when it is
 * placed, so that a running order keeps the terms it was placed under. Durations are words ("30 minutes").
 */
export interface Policy {
  key: string;
  /** Only on development servers: the order can skip its waits. */
  rehearsal: boolean;
  utcOffsetMinutes: number;
  /** A person's deadline counts only inside these local hours. */
  serviceHours: { from: string; to: string };
  /** Local hours in which a visit may take place. */
  visitHours: { from: string; to: string };
  /** A visit that starts sooner than this makes the night count as well. */
  urgentWithin: string;
  inquiryReminder: string;
  inquiryLimit: string;
  matchingLimit: string;
  maxRounds: number;
  selectionReminder: string;
  selectionLimit: string;
  agreementReminder: string;
  agreementLimit: string;
  visitReminders: string[];
  /** How long before the start the helper may say that she is on her way. */
  departEarly: string;
  /** How long before the start a check-in is possible, also by staff. */
  checkInEarly: string;
  lateAfter: string;
  noShowAfter: string;
  confirmLimit: string;
  settlementLimit: string;
  reviewReminders: string[];
  reviewLimit: string;
  followUpLimit: string;
  caseLimit: string;
  /** Limits by kind of case, where they differ from `caseLimit`. Policies stored before 2026-12-01 have none. */
  caseLimits?: Partial<Record<CaseKind, string>>;
  appealLimit: string;
  /** The least by which a deadline moves when an outage of ours lay inside the wait. */
  outageGrace: string;
  shortlistSize: number;
  /** Firm holds per shortlist by the share of free helpers of the slot; the rest are soft. */
  firmHolds: { plenty: number; some: number; scarce: number };
  maxSoftHolds: number;
  startCodeAttempts: number;
  cancelFees: { within: string; percent: number }[];
  noShowFeePercent: number;
  /** How many orders of one customer may wait for signatures at once. */
  maxUnsigned: number;
  /** How often the visit of one order may be moved. */
  maxReschedules: number;
  /** How far ahead of now a visit may be moved. */
  rescheduleReach: string;
  /** Moving a visit from or to a time nearer than this needs the other side's consent. */
  consentWithin: string;
  /** How long the other side has to consent; no answer means no. */
  consentLimit: string;
  /** Part of a fee that goes to the helper. */
  feeToHelperPercent: number;
  platformPercent: number;
  levelPercent: Record<'junior' | 'senior' | 'expert', number>;
  distanceBands: { metres: number; fen: number }[];
  travelBands: { metres: number; minutes: number }[];
  holidayPercent: number;
  /** Local dates (YYYY-MM-DD) with the holiday surcharge. */
  holidays: string[];
  /** `boost` raises the rank for `boostFor`. */
  reward: { fromAverageX100: number; points: number; bonusFen: number; boost: number; boostFor: string };
  penalty: { toAverageX100: number; ladderDays: number };
  maxWeeklyMinutes: number;
  maxDailyMinutes: number;
  /** A single visit may be longer on a day without other visits. Policies of older orders do not have this key. */
  maxShiftMinutes?: number;
  /** The rest between a helper's last visit of a day and the first of the next. */
  restBetweenDays: string;
  /** Points for each criterion at its best; see docs/matching.md. */
  weights: Record<Weighed, number>;
  /**
   * The search is urgent when the window opens within this time or is open: an earlier start then counts this many
   * times as much.
   */
  onDemand: { within: string; sooner: number };
}

/** The criteria by which a shortlist is ranked. */
export type Weighed =
  | 'rated'
  | 'near'
  | 'sameHelper'
  | 'free'
  | 'boost'
  | 'experienced'
  | 'newcomer'
  | 'sooner'
  | 'cheaper';
