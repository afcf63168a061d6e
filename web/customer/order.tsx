import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { RehearsalBar } from '../components/rehearsal-bar.tsx';
import { ReadProblem, Skeleton } from '../components/states.tsx';
import { Timeline } from '../components/timeline.tsx';
import { useReadNotices } from '../features/notices/read-inbox/use-read-notices.ts';
import { CancelOrder } from '../features/orders/cancel-order/cancel-order.tsx';
import { OrderDetails } from '../features/orders/follow-order/order-details.tsx';
import { StagePart } from '../features/orders/follow-order/stage-part.tsx';
import { StateCard } from '../features/orders/follow-order/state-card.tsx';
import { BlockPart } from '../features/people/block-person/block-part.tsx';
import { useRead } from '../lib/use-read.ts';

/** One order: its state, the next action, its details, and its timeline. */
export function Component() {
  const { t } = useTranslation('orders');
  const { orderId = '' } = useParams();
  const read = useRead('order', { params: { orderId } });
  const order = read.data;
  useReadNotices(orderId);
  return (
    <Page title={t('order.title')} back="/orders">
      {read.isPending && (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
      {read.isError && !order && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {order && (
        <>
          <RehearsalBar order={order} />
          <StateCard order={order} allowed={order.allowed} />
          <StagePart order={order} />
          <OrderDetails order={order} />
          <section className="card">
            <h2>{t('order.timeline')}</h2>
            <Timeline order={order} />
          </section>
          {order.stage === 'closed' ? (
            <Link className="button button-plain" to={`/order/new?again=${order.id}`}>
              {t('home.again')}
            </Link>
          ) : (
            order.allowed.includes('cancelOrder') && <CancelOrder order={order} />
          )}
          <BlockPart order={order} />
        </>
      )}
    </Page>
  );
}
