import { Skeleton } from 'antd';
import { useParams } from 'react-router';
import { ReadProblem } from '../components/states.tsx';
import { ActionPanel } from '../features/orders/ops-act/action-panel.tsx';
import { OrderCases } from '../features/orders/ops-order/order-cases.tsx';
import { OrderFacts } from '../features/orders/ops-order/order-facts.tsx';
import { OrderHead } from '../features/orders/ops-order/order-head.tsx';
import { OrderShortlist } from '../features/orders/ops-order/order-shortlist.tsx';
import { OrderTimeline } from '../features/orders/ops-order/order-timeline.tsx';
import { useRead } from '../lib/use-read.ts';

/** One order: where it is and all about it on the left, what happened in the middle, what can be done on the right. */
export function Component() {
  const { orderId = '' } = useParams();
  const {
    data: order,
    error,
    refetch,
  } = useRead('order', { params: { orderId } }, { refetchInterval: 15_000 });
  if (!order)
    return error ? (
      <ReadProblem error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 12 }} />
    );
  return (
    <>
      <OrderHead order={order} />
      <div className="order-columns">
        <div className="order-column">
          <OrderCases order={order} />
          <OrderFacts order={order} />
          <OrderShortlist order={order} />
        </div>
        <div className="order-column">
          <OrderTimeline order={order} />
        </div>
        <div className="order-column">
          <ActionPanel order={order} />
        </div>
      </div>
    </>
  );
}
