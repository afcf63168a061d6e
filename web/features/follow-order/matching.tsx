import { useTranslation } from 'react-i18next';
import { Skeleton } from '../../components/states.tsx';

/** We look for helpers: nothing to do but know that it happens. */
export function Matching() {
  const { t } = useTranslation('customer');
  return (
    <section className="card">
      <h2>{t('matching.title')}</h2>
      <p>{t('matching.what')}</p>
      <Skeleton lines={3} />
    </section>
  );
}
