/**
 * The policy (策略): deadlines, limits, fees and points per city and service, copied into an order when it is
 * placed, so that a running order keeps the terms it was placed under. Durations are words ("30 minutes").
 */
export interface Policy {
  key: string;
  /** Only development servers: the order offers "let time pass". */
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
  checkInEarly: string;
  lateAfter: string;
  noShowAfter: string;
  confirmLimit: string;
  settlementLimit: string;
  reviewReminders: string[];
  reviewLimit: string;
  followUpLimit: string;
  caseLimit: string;
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
  /** How many orders of one customer may wait for a signed agreement at once. Older policies say nothing: the standard counts. */
  maxUnsigned?: number;
  /** How often the visit of one order may be moved. */
  maxReschedules: number;
  /** How far ahead of now a visit may be moved. */
  rescheduleReach: string;
  /** A move of or to a time nearer than this needs the other side's consent. */
  consentWithin: string;
  /** How long the other side has to consent; silence is a no. */
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
  reward: { fromAverageX100: number; points: number; bonusFen: number; boost: number };
  penalty: { toAverageX100: number; ladderDays: number };
  maxWeeklyMinutes: number;
  maxDailyMinutes: number;
  /** A single visit may be longer than that on days on which it is alone. Older orders know no such shift. */
  maxShiftMinutes?: number;
  /** From the end of a helper's last visit of a day to the first of the next. */
  restBetweenDays: string;
  /** Points a perfect helper gets for each; see docs/matching.md. */
  weights: Record<Weighed, number>;
  /** Searched for when the window opens within this, or is open: being sooner counts so many times as much. */
  onDemand: { within: string; sooner: number };
}

/** What a shortlist is ranked by. */
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

export const STANDARD_POLICY: Policy = {
  key: 'standard',
  rehearsal: false,
  utcOffsetMinutes: 480,
  serviceHours: { from: '08:00', to: '22:00' },
  visitHours: { from: '07:00', to: '21:00' },
  urgentWithin: '4 hours',
  inquiryReminder: '30 minutes',
  inquiryLimit: '24 hours',
  matchingLimit: '2 hours',
  maxRounds: 4,
  selectionReminder: '30 minutes',
  selectionLimit: '60 minutes',
  agreementReminder: '15 minutes',
  agreementLimit: '30 minutes',
  visitReminders: ['24 hours', '2 hours'],
  checkInEarly: '30 minutes',
  lateAfter: '10 minutes',
  noShowAfter: '30 minutes',
  confirmLimit: '2 hours',
  settlementLimit: '72 hours',
  reviewReminders: ['2 hours', '20 hours'],
  reviewLimit: '24 hours',
  followUpLimit: '48 hours',
  caseLimit: '24 hours',
  appealLimit: '14 days',
  outageGrace: '10 minutes',
  shortlistSize: 3,
  firmHolds: { plenty: 3, some: 2, scarce: 1 },
  maxSoftHolds: 2,
  startCodeAttempts: 5,
  cancelFees: [
    { within: '2 hours', percent: 50 },
    { within: '24 hours', percent: 20 },
  ],
  noShowFeePercent: 50,
  maxUnsigned: 10,
  maxReschedules: 2,
  rescheduleReach: '30 days',
  consentWithin: '24 hours',
  consentLimit: '2 hours',
  feeToHelperPercent: 80,
  platformPercent: 20,
  levelPercent: { junior: 100, senior: 115, expert: 130 },
  distanceBands: [
    { metres: 5000, fen: 0 },
    { metres: 10000, fen: 1000 },
    { metres: 20000, fen: 2000 },
    { metres: 40000, fen: 3500 },
  ],
  travelBands: [
    { metres: 3000, minutes: 20 },
    { metres: 8000, minutes: 35 },
    { metres: 20000, minutes: 60 },
    { metres: 60000, minutes: 90 },
  ],
  holidayPercent: 50,
  holidays: [],
  reward: { fromAverageX100: 450, points: 100, bonusFen: 1000, boost: 5 },
  penalty: { toAverageX100: 250, ladderDays: 90 },
  maxWeeklyMinutes: 48 * 60,
  maxDailyMinutes: 12 * 60,
  restBetweenDays: '10 hours',
  weights: {
    rated: 40,
    near: 20,
    sameHelper: 12,
    free: 10,
    boost: 8,
    experienced: 8,
    newcomer: 5,
    sooner: 5,
    cheaper: 3,
  },
  onDemand: { within: '1 hour', sooner: 10 },
};

/** Of services that go through the night, with shifts of up to 24 hours over midnight. */
export const ROUND_THE_CLOCK = {
  visitHours: { from: '00:00', to: '24:00' },
  maxShiftMinutes: 24 * 60,
} satisfies Partial<Policy>;

/** As standard, but a person may let time pass: for living a whole order in five minutes. */
export const REHEARSAL_POLICY: Policy = {
  ...STANDARD_POLICY,
  key: 'rehearsal',
  rehearsal: true,
  maxUnsigned: 1_000,
};

/** Deadlines of seconds, for the simulator. */
export const FAST_REHEARSAL_POLICY: Policy = {
  ...STANDARD_POLICY,
  key: 'rehearsalFast',
  rehearsal: true,
  maxUnsigned: 1_000,
  serviceHours: { from: '00:00', to: '24:00' },
  inquiryReminder: '10 seconds',
  inquiryLimit: '30 seconds',
  matchingLimit: '30 seconds',
  selectionReminder: '10 seconds',
  selectionLimit: '30 seconds',
  agreementReminder: '10 seconds',
  agreementLimit: '30 seconds',
  confirmLimit: '30 seconds',
  consentLimit: '30 seconds',
  settlementLimit: '60 seconds',
  reviewReminders: ['5 seconds'],
  reviewLimit: '20 seconds',
  followUpLimit: '60 seconds',
  caseLimit: '60 seconds',
  outageGrace: '20 seconds',
};
