import { useTranslation } from 'react-i18next';
import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';
import { yuan } from '../../../lib/money.ts';
import { useRead } from '../../../lib/use-read.ts';
import type { StaffAction } from './actions.ts';
import { useCandidateName } from './candidate-name.ts';
import type { Subject, Values } from './values.ts';

/** What will happen, in one sentence with the names and sums of this order. */
export function useEffectWords(action: StaffAction, subject: Subject, values: Values): string {
  const { t } = useTranslation('orders');
  const nameOf = useCandidateName(subject);
  const { order, openCase } = subject;
  const cancelling = action === 'cancelOrder';
  const quote = useRead(
    'cancelQuote',
    { params: { orderId: subject.orderId } },
    { enabled: cancelling, staleTime: 0 },
  );
  switch (action) {
    case 'cancelOrder':
      if (!quote.data) return t('ops.act.cancelOrder.effectUnknown');
      if (quote.data.customerFeeFen === 0) return t('ops.act.cancelOrder.effectFree');
      return t(
        quote.data.feeFen > 0 ? 'ops.act.cancelOrder.effectFeeAgent' : 'ops.act.cancelOrder.effectFee',
        {
          fee: yuan(quote.data.customerFeeFen),
        },
      );
    case 'decideCase':
      return values.decision
        ? t(`cases:ops.decisionEffect.${openCase?.kind}.${values.decision}`, {
            amount: values.yuan === undefined ? '' : yuan(Math.round(values.yuan * 100)),
          })
        : t('ops.act.decideCase.effect');
    case 'dispatchHelper':
    case 'chooseHelper':
      return values.helperId
        ? t(`ops.act.${action}.effectFor`, { name: nameOf(values.helperId) })
        : t(`ops.act.${action}.effect`);
    case 'answerOffer':
      return t(
        values.accept === false ? 'ops.act.answerOffer.effectDecline' : 'ops.act.answerOffer.effectAccept',
      );
    case 'answerReschedule':
      return t(
        values.accept === false
          ? 'ops.act.answerReschedule.effectDecline'
          : 'ops.act.answerReschedule.effectAccept',
      );
    case 'retryStep':
      return t(values.reason === TOLD_BY_PHONE ? 'ops.act.retryStep.effectTold' : 'ops.act.retryStep.effect');
    case 'waiveFee':
      return t('ops.act.waiveFee.effect', { fee: yuan(order?.money?.feeFen ?? 0) });
    case 'recordCash':
      return t('ops.act.recordCash.effect', { amount: yuan(Math.round((values.yuan ?? 0) * 100)) });
    case 'extendDeadline':
      return t('ops.act.extendDeadline.effect', { minutes: values.minutes ?? 0 });
    case 'letTimePass':
      if (subject.caseId) return t('ops.act.letTimePass.effectCase');
      return t('ops.act.letTimePass.effect', { stage: t(`ops.stage.${order?.stage ?? 'inquiry'}`) });
    default:
      return t(`ops.act.${action}.effect`);
  }
}
