import { OPEN_STAGES } from '#contracts/orders/stages.ts';
import { sql } from '#platform/sql.ts';

/**
 * For `stage IN (…)`: written out, since a plan is made once for all values (platform/database.ts), and only of stages
 * that it can read does it know that nearly all orders are closed.
 */
export const OPEN = sql.raw(OPEN_STAGES.map((stage) => `'${stage}'`).join(', '));
