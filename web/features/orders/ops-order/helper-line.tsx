import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CandidateView } from '#contracts/matching/candidate.ts';
import { yuan } from '../../../lib/money.ts';
import { span } from '../../../lib/time.ts';

/** One helper in two lines: who, what it costs and when; then why. */
export function HelperLine({
  candidate,
}: {
  candidate: Pick<CandidateView, 'helper' | 'rank' | 'reasons' | 'quote' | 'startsAt' | 'endsAt'>;
}) {
  const { t, i18n } = useTranslation('orders');
  const { helper, reasons, quote } = candidate;
  return (
    <span className="helper-line">
      <span>
        <b>
          {candidate.rank > 0 && `${candidate.rank}. `}
          {helper.displayName}
        </b>{' '}
        {t(`helpers:ops.level.${helper.level}`)} ·{' '}
        {helper.rating === null
          ? t('helpers:ops.helper.noReviews')
          : t('helpers:ops.helper.rating', {
              rating: helper.rating.toFixed(1),
              reviews: helper.reviews,
            })}{' '}
        · {t('helpers:ops.helper.years', { years: helper.years })} ·{' '}
        {t('helpers:ops.helper.completed', { completed: helper.completed })}
      </span>
      <span>
        <b>{yuan(quote.totalFen)}</b>{' '}
        <span className="quiet">{span(candidate.startsAt, candidate.endsAt, i18n.language)}</span>
      </span>
      <span>
        {reasons.map((r) => (
          <Tag key={r.code}>
            {t([`matching:ops.why.${r.code}`, 'matching:ops.why.other'], {
              value: r.value,
              km: ((r.value ?? 0) / 1000).toFixed(1),
              code: r.code,
            })}
          </Tag>
        ))}
      </span>
    </span>
  );
}
