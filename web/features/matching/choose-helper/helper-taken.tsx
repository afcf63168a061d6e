import { useTranslation } from 'react-i18next';
import type { CandidateView } from '#contracts/matching/candidate.ts';
import { yuan } from '../../../lib/money.ts';
import { span } from '../../../lib/time.ts';

/**
 * Another order booked the helper first. Shown until it is answered: who is taken, who is still free, and one tap to
 * choose another.
 */
export function HelperTaken(props: {
  name: string;
  others: CandidateView[];
  sending: boolean;
  mayRematch: boolean;
  /** Nobody of that list was left: the next round has started automatically. */
  recommendedAnew: boolean;
  onChoose: (candidate: CandidateView) => void;
}) {
  const { t, i18n } = useTranslation('matching');
  const { name, others } = props;
  return (
    <div className="notice notice-bad taken" role="alert" data-code="HelperTaken" data-testid="helper-taken">
      <p>
        <strong>{t('taken.who', { name })}</strong> {t('taken.safe')}
      </p>
      {others.length > 0 ? (
        <>
          <p>{t('taken.instead')}</p>
          {others.map((other) => (
            <button
              key={other.helper.id}
              type="button"
              className="button button-plain"
              data-testid="choose-instead"
              data-helper={other.helper.id}
              disabled={props.sending}
              onClick={() => props.onChoose(other)}
            >
              {t('taken.choose', { name: other.helper.displayName })}
              <small>
                {span(other.startsAt, other.endsAt, i18n.language)} · {yuan(other.quote.totalFen)}
              </small>
            </button>
          ))}
        </>
      ) : (
        <p>
          {props.recommendedAnew ? t('taken.anew') : props.mayRematch ? t('taken.rematch') : t('taken.call')}
        </p>
      )}
    </div>
  );
}
