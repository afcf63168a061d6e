import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OrderSummary } from '#contracts/order.ts';
import { useMe } from '../lib/session.tsx';
import { useOrderWords } from '../lib/use-order-words.ts';
import { OrderStateTag } from './order-state-tag.tsx';

/** An order in a list: service, state, when, who. */
export function OrderCard({
  order,
  to,
  children,
}: {
  order: OrderSummary;
  to: string;
  children?: ReactNode;
}) {
  const words = useOrderWords(order);
  const mine = order.helper?.id === useMe().id;
  return (
    <article className="card order-card" data-order={order.id}>
      <Link to={to}>
        <div className="order-head">
          <h3>
            {words.service} · {words.quantity}
          </h3>
          <OrderStateTag word={order.word} />
        </div>
        <p>{words.when}</p>
        <p className="hint">
          {words.district}
          {order.helper && !mine && ` · ${order.helper.displayName}`}
          {order.totalFen !== null && ` · ${words.total}`}
        </p>
      </Link>
      {children}
    </article>
  );
}
