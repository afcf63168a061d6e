import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { yuan } from '../lib/money.ts';
import { useMe } from '../lib/session.tsx';
import { useOrderWords } from '../lib/use-order-words.ts';
import { OrderStateTag } from './order-state-tag.tsx';

/** An order in a list: service, state, when, who. */
export function OrderCard({
  order,
  to,
  shareFen,
  children,
}: {
  order: OrderSummary;
  to: string;
  /** A helper sees the own earnings, not the price for the customer. */
  shareFen?: number | null;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
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
          {shareFen === undefined
            ? order.totalFen !== null && ` · ${words.total}`
            : shareFen !== null && (
                <>
                  {' · '}
                  <b data-testid="share">{t('helpers:card.share', { amount: yuan(shareFen) })}</b>
                </>
              )}
        </p>
      </Link>
      {children}
    </article>
  );
}
