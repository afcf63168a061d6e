import { useTranslation } from 'react-i18next';
import type { CandidateView, Compared } from '#contracts/matching/candidate.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { HelperCard } from '../../../components/helper-card.tsx';
import { PriceBreakdown } from '../../../components/price-breakdown.tsx';
import { yuan } from '../../../lib/money.ts';
import { span } from '../../../lib/time.ts';
import { useOrderWords } from '../../../lib/use-order-words.ts';
import { OtherTimes } from './other-times.tsx';
import { mayRematch } from './use-rematch.ts';
import { ComparedLines } from './what-changed.tsx';

/** One recommended helper: reasons, time, price. A tap selects the helper; the button below confirms. */
export function CandidateCard(props: {
  candidate: CandidateView;
  order: OrderView;
  picked: boolean;
  /** Another order booked this helper first. */
  gone: boolean;
  onPick: () => void;
}) {
  const { t, i18n } = useTranslation('matching');
  const { candidate, picked, gone } = props;
  const { unit } = useOrderWords(props.order);
  return (
    <article
      className="card candidate"
      data-picked={picked}
      data-gone={gone}
      data-helper={candidate.helper.id}
      data-testid="candidate"
    >
      <label className="pick">
        <input type="radio" name="candidate" checked={picked} disabled={gone} onChange={props.onPick} />
        <span className="unseen">{t('shortlist.pick', { name: candidate.helper.displayName })}</span>
        <HelperCard helper={candidate.helper} />
      </label>
      {gone && <p className="gone">{t('taken.mark')}</p>}
      {candidate.status === 'accepted' && !gone && <p className="ready">✓ {t('shortlist.accepted')}</p>}
      <ul className="reasons" aria-label={t('shortlist.why')}>
        {candidate.reasons.filter(isTrueStill(candidate)).map((reason) => (
          <li key={reason.code}>
            {t(`match.${reason.code}`, { ...words(reason), defaultValue: reason.code })}
          </li>
        ))}
      </ul>
      {candidate.compared && candidate.compared.length > 0 && <ComparedLines compared={candidate.compared} />}
      <div className="candidate-foot">
        <span>{span(candidate.startsAt, candidate.endsAt, i18n.language)}</span>
        <strong>{yuan(candidate.quote.totalFen)}</strong>
      </div>
      <details>
        <summary>{t('shortlist.price')}</summary>
        <PriceBreakdown quote={candidate.quote} unit={unit} />
      </details>
      {mayRematch(props.order) && <OtherTimes order={props.order} candidate={candidate} />}
    </article>
  );
}

/** After a re-match "cheaper" means cheaper than before: a reason must not contradict the comparison below it. */
const SAYS: Record<string, Compared['reason']> = {
  cheaper: 'price',
  near: 'distance',
  experienced: 'experience',
  sooner: 'time',
};
const isTrueStill =
  ({ compared = [] }: CandidateView) =>
  ({ code, value }: CandidateView['reasons'][number]) =>
    // A number is always shown, whatever it is compared with.
    value !== undefined || !compared.some(({ reason, by }) => reason === SAYS[code] && by <= 0);

const words = ({ code, value }: CandidateView['reasons'][number]) => ({
  value: code === 'near' && value !== undefined ? (value / 1000).toFixed(1) : value,
});
