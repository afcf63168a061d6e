import { Card, Empty, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ListEnd } from '../components/list-end.tsx';
import { ReadProblem } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { useBoardFilter } from '../features/orders/ops-board/board-filter.ts';
import { BoardFilters } from '../features/orders/ops-board/board-filters.tsx';
import { boardSections } from '../features/orders/ops-board/board-sections.ts';
import { OrdersTable } from '../features/orders/ops-board/orders-table.tsx';
import { ServiceDown } from '../features/orders/ops-board/service-down.tsx';
import { StuckList } from '../features/orders/ops-board/stuck-list.tsx';
import { usePages } from '../lib/use-pages.ts';

/** All open orders by stage; those that need a person come first. */
export function Component() {
  const { t } = useTranslation('orders');
  const [filter, change] = useBoardFilter();
  const pages = usePages('board', { query: filter }, { refetchInterval: 15_000 });
  const { data, error, refetch } = pages;
  const board = data?.pages[0];
  const orders = data?.pages.flatMap((page) => page.orders) ?? [];
  const unreadable = data?.pages.flatMap((page) => page.unreadable) ?? [];
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <h1 className="unseen">{t('common:ops.head.board')}</h1>
      <BoardFilters board={board} filter={filter} onChange={change} />
      {error ? <ServiceDown /> : <StuckList stuck={board?.stuck ?? []} />}
      {error && <ReadProblem error={error} onRetry={() => void refetch()} />}
      {!board && !error && <Skeleton active paragraph={{ rows: 10 }} />}
      <UnreadableRows rows={unreadable} to={(id) => `/ops/orders/${id}`} />
      {board && orders.length + unreadable.length === 0 && (
        <Card>
          <Empty description={filtered ? t('ops.board.emptyFiltered') : t('ops.board.empty')}>
            {filtered ? (
              <Link to="/ops">{t('ops.board.showAll')}</Link>
            ) : (
              <Link to="/ops/orders/new">{t('common:ops.head.newOrder')}</Link>
            )}
          </Empty>
        </Card>
      )}
      {boardSections(orders).map((section, place) => (
        <section
          key={section.id}
          className={`board-section is-${section.id}`}
          aria-label={t(`ops.section.${section.id}`)}
        >
          <h2>
            {t(`ops.section.${section.id}`)}{' '}
            <span className="quiet">
              {section.orders.length}
              {pages.hasNextPage && '+'}
              {section.above > 0 && ` ${t('ops.board.above', { count: section.above })}`}
            </span>
          </h2>
          <OrdersTable orders={section.orders} showHeader={place === 0} />
        </section>
      ))}
      <ListEnd pages={pages} count={orders.length} />
    </>
  );
}
