import { CASE_WORKFLOW } from '#contracts/cases/case-subject.ts';
import type { Subject } from '#contracts/messages.ts';
import { ORDER_WORKFLOW } from '#contracts/names.ts';

/**
 * Every durable subject: its workflow type, and the query that says where it is. Releases, `verify` and the tests of the
 * kernel run over this table, so a new subject gets them by its row here.
 */
export const SUBJECTS = {
  order: { workflow: ORDER_WORKFLOW, view: 'orderView' },
  case: { workflow: CASE_WORKFLOW, view: 'caseView' },
} as const satisfies Record<Subject, { workflow: string; view: string }>;
