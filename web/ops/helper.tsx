import '../features/helpers/ops-helpers/ops-helpers.css';
import { Skeleton, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ReadProblem } from '../components/states.tsx';
import { CertificatesCard } from '../features/helpers/ops-helpers/certificates-card.tsx';
import { HelperWeek } from '../features/helpers/ops-helpers/helper-week.tsx';
import { TraitsCard } from '../features/helpers/ops-helpers/traits-card.tsx';
import { useMe } from '../lib/session.tsx';
import { useCatalogueWords } from '../lib/use-catalogue-words.ts';
import { useRead } from '../lib/use-read.ts';

/** One helper: the week, and what he or she may do until when. */
export function Component() {
  const { t } = useTranslation('helpers');
  const words = useCatalogueWords();
  const me = useMe();
  const { helperId = '' } = useParams();
  const { data: helper, error, refetch } = useRead('helper', { params: { helperId } });
  if (!helper)
    return error ? (
      <ReadProblem error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 10 }} />
    );
  return (
    <>
      <h1>
        {helper.name} <Tag>{t(`ops.level.${helper.level}`)}</Tag>
        {!helper.recommended && <Tag color="error">{t('ops.helpers.removed')}</Tag>}
      </h1>
      <p className="quiet">
        {helper.maskedPhone} · {words.district(helper.homeDistrict)} ·{' '}
        {helper.rating === null ? t('ops.helper.noReviews') : `★ ${helper.rating.toFixed(1)}`} ·{' '}
        {t('ops.helper.completed', { completed: helper.completed })}
      </p>
      <HelperWeek helperId={helperId} />
      <CertificatesCard helper={helper} mayChange={me.role === 'ops'} />
      <TraitsCard key={helper.id} helper={helper} mayChange={me.role === 'ops'} />
    </>
  );
}
