import { useTranslation } from 'react-i18next';
import type { HelperCard as Card } from '#contracts/people/people.ts';

/** A helper's level, years, rating and certificates; no phone, no full name. */
export function HelperCard({ helper }: { helper: Card }) {
  const { t } = useTranslation();
  const certificates = helper.skills.filter((s) => s.certificate);
  return (
    <div className="helper">
      <span className="avatar" aria-hidden="true">
        {helper.displayName.slice(0, 1)}
      </span>
      <div>
        <h3>
          {helper.displayName} <span className="tag tag-run">{t(`helpers:level.${helper.level}`)}</span>
        </h3>
        <p className="hint facts-line">
          <span>{t(`helpers:sex.${helper.sex}`, { defaultValue: '' })}</span>
          <span>{t('helpers:card.age', { count: helper.age })}</span>
          <span>{t('helpers:card.years', { count: helper.years })}</span>
          <span>{t('helpers:card.completed', { count: helper.completed })}</span>
        </p>
        <p className="rating">
          {helper.rating === null ? (
            t('helpers:card.noRating')
          ) : (
            <>
              <b aria-hidden="true">★</b> {helper.rating.toFixed(1)}{' '}
              <small>{t('helpers:card.reviews', { count: helper.reviews })}</small>
            </>
          )}
        </p>
        {certificates.length > 0 && (
          <p className="hint">
            {t('helpers:card.certificates')}{' '}
            {certificates
              .map((c) => t(`helpers:certificate.${c.certificate}`, { defaultValue: c.certificate ?? '' }))
              .join(t('listSeparator'))}
          </p>
        )}
      </div>
    </div>
  );
}
