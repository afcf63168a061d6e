import { Button, Card, Empty, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadProblem } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { OpenCase } from '../features/cases/open-case/open-case.tsx';
import { useCaseFilter } from '../features/cases/ops-cases/case-filter.ts';
import { CaseFilters } from '../features/cases/ops-cases/case-filters.tsx';
import { CasesTable } from '../features/cases/ops-cases/cases-table.tsx';
import { useCasePages } from '../features/cases/ops-cases/use-case-pages.ts';

/** All cases: the open ones by due time, the decided ones newest first. */
export function Component() {
  const { t } = useTranslation('cases');
  const [filter, change] = useCaseFilter();
  const [opening, setOpening] = useState(false);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useCasePages(filter);
  const cases = data?.pages.flatMap((page) => page.cases) ?? [];
  const isFiltered = filter.kind !== undefined || filter.orderId !== undefined;
  return (
    <>
      <div className="filter-row">
        <h1>{t('common:ops.head.cases')}</h1>
        <CaseFilters filter={filter} counts={data?.pages[0]?.counts} onChange={change} />
        <Button data-testid="open-case" onClick={() => setOpening(true)}>
          {t('ops.open.title')}
        </Button>
      </div>
      {error && <ReadProblem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      <UnreadableRows rows={data?.pages.flatMap((page) => page.unreadable)} to={(id) => `/ops/cases/${id}`} />
      {data && cases.length === 0 && (
        <Card>
          <Empty description={t(isFiltered ? 'ops.cases.none.filtered' : `ops.cases.none.${filter.view}`)}>
            {isFiltered && (
              <Button type="link" onClick={() => change({ kind: undefined, orderId: undefined } as never)}>
                {t('ops.cases.showAll')}
              </Button>
            )}
          </Empty>
        </Card>
      )}
      {cases.length > 0 && <CasesTable cases={cases} />}
      {hasNextPage && (
        <Button block loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('ops.cases.more')}
        </Button>
      )}
      {data && cases.length > 0 && !hasNextPage && (
        <p className="quiet list-end">{t('ops.cases.end', { count: cases.length })}</p>
      )}
      {opening && <OpenCase orderId={null} onClose={() => setOpening(false)} />}
    </>
  );
}
