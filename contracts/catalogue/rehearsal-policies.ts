import type { Policy } from '#contracts/policy.ts';
import { STANDARD_POLICY } from './standard-policy.ts';

/** The standard policy, except that a person may skip waits: a whole order can be tried in five minutes. */
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
  caseLimits: {},
  outageGrace: '20 seconds',
};
