import { useTranslation } from 'react-i18next';
import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';
import { yuan } from '../../../lib/money.ts';
import { useRead } from '../../../lib/use-read.ts';
import type { CaseAct } from '../../cases/ops-case/case-forms.ts';
import { formOf, type StaffAction } from './actions.ts';
import { useCandidateName } from './candidate-name.ts';
import type { Subject, Values } from './values.ts';

/** After a change of the question the same decision may do something else. */
const decisionEffects = (openCase: Subject['openCase'], decision: string): string[] => [
  ...(openCase?.variant ? [`cases:ops.variantEffect.${openCase.variant}.${decision}`] : []),
  `cases:ops.decisionEffect.${openCase?.kind}.${decision}`,
];

/** What will happen, in one sentence with the names and sums of this order or case. */
export function useEffectWords(action: StaffAction | CaseAct, subject: Subject, values: Values): string {
  const { t, i18n } = useTranslation('orders');
  const nameOf = useCandidateName(subject);
  const { order, openCase } = subject;
  const { fields, asksFee = false } = formOf(action, subject);
  const quote = useRead(
    'cancelQuote',
    { params: { orderId: subject.orderId } },
    { enabled: asksFee, staleTime: 0 },
  ).data;
  const sum = values.yuan === undefined ? '' : yuan(Math.round(values.yuan * 100));
  if (fields.includes('decision') && values.decision)
    return t(decisionEffects(openCase, values.decision), { amount: sum });
  // Words of its own, where those for orders do not fit a case.
  if (subject.caseId && i18n.exists(`cases:ops.effect.${action}`)) return t(`cases:ops.effect.${action}`);
  const variant = asksFee ? feeVariant(quote) : variantOf(values, fields);
  return t(variant ? `ops.act.${action}.effect${variant}` : `ops.act.${action}.effect`, {
    amount: sum || yuan(0),
    fee: yuan(quote?.customerFeeFen ?? order?.money?.feeFen ?? 0),
    minutes: values.minutes ?? 0,
    name: values.helperId ? nameOf(values.helperId) : '',
    stage: t(`ops.stage.${order?.stage ?? 'inquiry'}`),
  });
}

/** Which of several sentences fits what was filled in. */
function variantOf(values: Values, fields: readonly string[]): string {
  const has = (...some: string[]) => some.some((field) => fields.includes(field));
  if (has('accept', 'consent')) return values.accept === false ? 'Decline' : 'Accept';
  if (has('dispatch', 'candidate') && values.helperId) return 'For';
  return values.reason === TOLD_BY_PHONE ? 'Told' : '';
}

function feeVariant(quote: { feeFen: number; customerFeeFen: number } | undefined): string {
  if (!quote) return 'Unknown';
  if (quote.customerFeeFen === 0) return 'Free';
  return quote.feeFen > 0 ? 'FeeAgent' : 'Fee';
}
