import { useTranslation } from 'react-i18next';
import type { CandidateView, OrderView } from '#contracts/order.ts';
import { HelperCard } from '../../components/helper-card.tsx';
import { PriceBreakdown } from '../../components/price-breakdown.tsx';
import { yuan } from '../../lib/money.ts';
import { span } from '../../lib/time.ts';
import { useOrderWords } from '../../lib/use-order-words.ts';

/** One recommended helper: why, when, for how much. Tapping marks him; choosing is the button below. */
export function CandidateCard(props: {
  candidate: CandidateView;
  order: OrderView;
  picked: boolean;
  onPick: () => void;
}) {
  const { t, i18n } = useTranslation('customer');
  const { candidate, picked } = props;
  const { unit } = useOrderWords(props.order);
  return (
    <article
      className="card candidate"
      data-picked={picked}
      data-helper={candidate.helper.id}
      data-testid="candidate"
    >
      <label className="pick">
        <input type="radio" name="candidate" checked={picked} onChange={props.onPick} />
        <span className="unseen">{t('shortlist.pick', { name: candidate.helper.displayName })}</span>
        <HelperCard helper={candidate.helper} />
      </label>
      {candidate.status === 'accepted' && <p className="ready">✓ {t('shortlist.accepted')}</p>}
      <ul className="reasons" aria-label={t('shortlist.why')}>
        {candidate.reasons.map((reason) => (
          <li key={reason.code}>
            {t(`common:match.${reason.code}`, { ...words(reason), defaultValue: reason.code })}
          </li>
        ))}
      </ul>
      <div className="candidate-foot">
        <span>{span(candidate.startsAt, candidate.endsAt, i18n.language)}</span>
        <strong>{yuan(candidate.quote.totalFen)}</strong>
      </div>
      <details>
        <summary>{t('shortlist.price')}</summary>
        <PriceBreakdown quote={candidate.quote} unit={unit} />
      </details>
    </article>
  );
}

const words = ({ code, value }: CandidateView['reasons'][number]) => ({
  value: code === 'near' && value !== undefined ? (value / 1000).toFixed(1) : value,
});
