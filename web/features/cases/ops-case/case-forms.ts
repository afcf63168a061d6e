import { formsOf, type WithForm } from '#contracts/durable/forms-of.ts';
import type { StaffForm } from '#contracts/durable/staff-form.ts';

/** What staff do with a case. */
export type CaseAct = WithForm<'case'>;

/** The forms of a case, made from the definitions of its messages. */
export const CASE_FORMS: Record<CaseAct, StaffForm> = formsOf('case');
