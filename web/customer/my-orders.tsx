import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { ListEnd } from '../components/list-end.tsx';
import { OrderCard } from '../components/order-card.tsx';
import { Page } from '../components/page.tsx';
import { Empty, ReadProblem, Skeleton } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { byUrgency, mayPay } from '../features/orders/follow-order/next-step.ts';
import { usePages } from '../lib/use-pages.ts';

type Group = 'active' | 'toSign' | 'toReview' | 'past';
const GROUPS: Group[] = ['active', 'toSign', 'toReview', 'past'];

function groupOf(order: OrderSummary): Group {
  if (order.stage === 'closed') return 'past';
  if (order.stage === 'agreement') return 'toSign';
  return order.stage === 'review' || mayPay(order) ? 'toReview' : 'active';
}

/** All orders of the customer: active, to sign, to pay or review, past. */
export function Component() {
  const { t } = useTranslation('orders');
  const read = usePages('orders', {});
  const orders = read.data?.pages.flatMap((page) => page.orders) ?? [];
  return (
    <Page title={t('common:customer.tab.orders')}>
      {read.isPending && (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
      {read.isError && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && orders.length === 0 && (
        <Empty title={t('orders.none')} hint={t('orders.noneHint')}>
          <Link className="button" to="/order/new" data-testid="primary-action">
            {t('orders.first')}
          </Link>
        </Empty>
      )}
      <UnreadableRows
        rows={read.data?.pages.flatMap((page) => page.unreadable)}
        to={(id) => `/orders/${id}`}
      />
      {GROUPS.map((group) => {
        const mine = orders.filter((o) => groupOf(o) === group);
        if (mine.length === 0) return null;
        if (group !== 'past') mine.sort(byUrgency);
        return (
          <section key={group} className="group">
            <h2 className="section-title">
              {t(`orders.${group}`)}{' '}
              <small>
                {mine.length}
                {read.hasNextPage && '+'}
              </small>
            </h2>
            {mine.map((order) => (
              <OrderCard key={order.id} order={order} to={`/orders/${order.id}`}>
                {group === 'past' && (
                  <Link className="link" to={`/order/new?again=${order.id}`}>
                    {t('home.again')}
                  </Link>
                )}
              </OrderCard>
            ))}
          </section>
        );
      })}
      <ListEnd pages={read} count={orders.length} />
    </Page>
  );
}
