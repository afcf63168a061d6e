import { useTranslation } from 'react-i18next';

/** The customer has objected: nothing to confirm until staff have decided. */
export function ObjectionOpen() {
  const { t } = useTranslation('visits');
  return (
    <section className="card" data-testid="objection-open">
      <h2>{t('object.open')}</h2>
      <p>{t('object.openHint')}</p>
    </section>
  );
}
