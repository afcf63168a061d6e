/** What staff do with a case in a form of its own. */
export const CASE_ACTS = ['decideCase', 'extendDeadline', 'retryStep', 'letTimePass'] as const;
export type CaseAct = (typeof CASE_ACTS)[number];
