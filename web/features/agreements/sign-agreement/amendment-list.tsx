import { useTranslation } from 'react-i18next';
import type { AgreementView } from '#contracts/agreements/agreement.ts';
import { dayAndClock, span } from '../../../lib/time.ts';

/** Every amendment with a new time: when it was agreed, who requested it, and the hash that links it to the terms. */
export function AmendmentList({ agreement }: { agreement: AgreementView }) {
  const { t, i18n } = useTranslation('agreements');
  if (agreement.amendments.length === 0) return null;
  return (
    <>
      <h3>{t('agreement.amendments')}</h3>
      <ol className="plain-words" data-testid="amendments">
        {agreement.amendments.map((one) => (
          <li key={one.n}>
            {t('visits:reschedule.amended', {
              at: dayAndClock(one.at, i18n.language),
              when: span(one.startsAt, one.endsAt, i18n.language),
            })}{' '}
            <small>
              {t('agreement.askedBy', { party: t(`common:role.${one.proposedBy}`) })}
              <span className="hash"> {one.hash.slice(0, 16)}…</span>
            </small>
          </li>
        ))}
      </ol>
    </>
  );
}
