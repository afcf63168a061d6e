import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ReadProblem } from '../../../components/states.tsx';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useRead } from '../../../lib/use-read.ts';

/** For any helper of the city: the first reason that excludes him or her from this order. */
export function WhyNot({ orderId }: { orderId: string }) {
  const { t } = useTranslation('helpers');
  const words = useCatalogueWords();
  const [q, setQ] = useState('');
  const [helperId, setHelperId] = useState<string | null>(null);
  const found = useRead('helpers', { query: q ? { q } : {} });
  const why = useRead(
    'whyNot',
    { params: { orderId, helperId: helperId ?? '' } },
    { enabled: helperId !== null, staleTime: 0 },
  );
  return (
    <div className="why-not">
      <label htmlFor="why-not">{t('matching:ops.whyNot.ask')}</label>
      <Select
        id="why-not"
        showSearch={{ filterOption: false, onSearch: setQ }}
        allowClear
        placeholder={t('ops.helpers.search')}
        value={helperId}
        onChange={(value: string | undefined) => setHelperId(value ?? null)}
        loading={found.isPending}
        options={(found.data?.helpers ?? []).map((h) => ({
          value: h.id,
          label: `${h.displayName} · ${t(`ops.level.${h.level}`)} · ${words.district(h.homeDistrict)}`,
        }))}
      />
      {found.error && <ReadProblem error={found.error} onRetry={() => void found.refetch()} />}
      {why.error && <ReadProblem error={why.error} onRetry={() => void why.refetch()} />}
      {helperId && why.data && (
        <p role="status" data-testid="why-not" data-code={why.data.code}>
          <b>
            {t([`matching:ops.whyNot.${why.data.code}`, 'orders:ops.payload.code'], {
              code: why.data.code,
              rank: why.data.rank ?? '',
            })}
          </b>{' '}
          <Link to={`/ops/helpers/${helperId}`} target="_blank">
            {t('matching:ops.whyNot.open')}
          </Link>
        </p>
      )}
    </div>
  );
}
