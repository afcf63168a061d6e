import type { CaseLinkDeps } from '#activities/cases/links.ts';

const unavailable = async (): Promise<never> => {
  throw new Error('This test has no Temporal for cases');
};

/** For activities that are called without a Temporal behind them. */
export const NO_CASES: CaseLinkDeps['cases'] = {
  temporal: { start: unavailable, applyDecision: unavailable, moveDue: unavailable },
  taskQueue: 'none',
};
