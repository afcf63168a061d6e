import { Card, Empty, Input, Segmented, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { ListEnd } from '../components/list-end.tsx';
import { ReadProblem } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { HelpersTable } from '../features/helpers/ops-helpers/helpers-table.tsx';
import { usePages } from '../lib/use-pages.ts';

/** Every helper of the city by name or phone; those whose certificates run out, the nearest first. */
export function Component() {
  const { t } = useTranslation('helpers');
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  const expiring = params.get('expiring') === '30';
  const pages = usePages('helpers', {
    query: { ...(q ? { q } : {}), ...(expiring ? { expiring: 30 } : {}) },
  });
  const { data, error, refetch } = pages;
  const helpers = data?.pages.flatMap((page) => page.helpers) ?? [];
  const show = (next: { q?: string; expiring?: boolean }) => {
    const now = { q, expiring, ...next };
    setParams({ ...(now.q ? { q: now.q } : {}), ...(now.expiring ? { expiring: '30' } : {}) });
  };
  return (
    <>
      <div className="filter-row">
        <h1>{t('common:ops.head.helpers')}</h1>
        <Segmented
          value={expiring ? 'expiring' : 'all'}
          onChange={(value) => show({ expiring: value === 'expiring' })}
          options={(['all', 'expiring'] as const).map((value) => ({
            value,
            label: t(`ops.helpers.show.${value}`),
          }))}
        />
        <Input.Search
          allowClear
          defaultValue={q}
          placeholder={t('ops.helpers.search')}
          aria-label={t('ops.helpers.search')}
          style={{ width: 260 }}
          onSearch={(value) => show({ q: value.trim() })}
        />
      </div>
      {error && !data && <ReadProblem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      <UnreadableRows
        rows={data?.pages.flatMap((page) => page.unreadable)}
        to={(id) => `/ops/helpers/${id}`}
      />
      {data && helpers.length === 0 && (
        <Card>
          <Empty description={t('ops.helpers.none')} />
        </Card>
      )}
      {helpers.length > 0 && <HelpersTable helpers={helpers} />}
      <ListEnd pages={pages} count={helpers.length} />
    </>
  );
}
