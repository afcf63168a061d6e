import { OPEN_STAGES } from '#contracts/orders/stages.ts';
import { sql } from '#platform/sql.ts';

/**
 * For `stage IN (…)`, written as literals: a plan is made once for all parameters (platform/database.ts), and only
 * with literals the planner knows that nearly all orders are closed.
 */
export const OPEN = sql.raw(OPEN_STAGES.map((stage) => `'${stage}'`).join(', '));
