import { useTranslation } from 'react-i18next';
import type { CandidateView } from '#contracts/order.ts';
import { yuan } from '../../lib/money.ts';
import { span } from '../../lib/time.ts';

/** Somebody else was faster. Stays until it is answered: who is gone, who is still free, one tap to take one of them. */
export function HelperTaken(props: {
  name: string;
  others: CandidateView[];
  sending: boolean;
  mayRematch: boolean;
  onChoose: (helperId: string) => void;
}) {
  const { t, i18n } = useTranslation('customer');
  const { name, others } = props;
  return (
    <div className="notice notice-bad taken" role="alert" data-code="HelperTaken" data-testid="helper-taken">
      <p>
        <strong>{t('taken.who', { name })}</strong> {t('taken.safe')}
      </p>
      {others.length > 0 ? (
        <>
          <p>{t('taken.instead')}</p>
          {others.map(({ helper, startsAt, endsAt, quote }) => (
            <button
              key={helper.id}
              type="button"
              className="button button-plain"
              data-testid="choose-instead"
              data-helper={helper.id}
              disabled={props.sending}
              onClick={() => props.onChoose(helper.id)}
            >
              {t('taken.choose', { name: helper.displayName })}
              <small>
                {span(startsAt, endsAt, i18n.language)} · {yuan(quote.totalFen)}
              </small>
            </button>
          ))}
        </>
      ) : (
        <p>{props.mayRematch ? t('taken.rematch') : t('taken.call')}</p>
      )}
    </div>
  );
}
