import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { yuan } from '../../../lib/money.ts';

/** What came of it: money, the review, and what followed from the review. */
export function Outcome({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const { money, review, followUp } = order;
  const paid = order.settlement === 'paid' && money;
  if (!review && !followUp && !paid && !money?.feeFen) return null;
  return (
    <section className="card">
      <h2>{t('reviews:outcome.title')}</h2>
      <dl className="facts">
        {paid && (
          <div>
            <dt>{t('details.paid')}</dt>
            <dd>{yuan(paid.paidFen)}</dd>
          </div>
        )}
        {money && money.feeFen > 0 && (
          <div>
            <dt>{t('details.fee')}</dt>
            <dd>{yuan(money.feeFen)}</dd>
          </div>
        )}
        {review && (
          <div>
            <dt>{t('reviews:outcome.review')}</dt>
            <dd>
              ★ {(review.averageX100 / 100).toFixed(1)} ·{' '}
              {review.contractKept ? t('reviews:review.kept') : t('reviews:review.broken')}
              {review.text && <small>{review.text}</small>}
            </dd>
          </div>
        )}
        {followUp && (
          <div>
            <dt>{t('reviews:outcome.followUp')}</dt>
            <dd data-testid="follow-up">
              {t(`reviews:followUp.${followUp.kind}`)}
              {followUp.kind === 'penalty' && followUp.detail && (
                <small>{t(`cases:decision.${followUp.detail}`, { defaultValue: followUp.detail })}</small>
              )}
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}
