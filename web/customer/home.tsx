import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { OrderCard } from '../components/order-card.tsx';
import { Page } from '../components/page.tsx';
import { ReadProblem, Skeleton } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { byUrgency, nextAct } from '../features/orders/follow-order/next-step.ts';
import { StateCard } from '../features/orders/follow-order/state-card.tsx';
import { useTongue } from '../lib/i18n.ts';
import { yuan } from '../lib/money.ts';
import { useCatalogue, useRead } from '../lib/use-read.ts';

/** The most urgent order with its one button, the other orders, and the services. */
export function Component() {
  const { t } = useTranslation('orders');
  const tongue = useTongue();
  const orders = useRead('orders', {});
  const catalogue = useCatalogue();
  const active = orders.data?.orders.filter((o) => o.stage !== 'closed').sort(byUrgency) ?? [];
  const [first, ...others] = active;
  const last = orders.data?.orders.find((o) => o.ending === 'completed');
  const shapeOf = (code: string) => catalogue.data?.services.find((s) => s.code === code)?.shape ?? 'visit';
  return (
    <Page title={t('common:brand')}>
      {orders.isPending && (
        <div className="card">
          <Skeleton lines={4} />
        </div>
      )}
      {orders.isError && <ReadProblem error={orders.error} onRetry={() => void orders.refetch()} />}
      {first && (
        <div className="first-order">
          <StateCard order={first} />
          <Link className="button" to={`/orders/${first.id}`} data-testid="primary-action">
            {t(nextAct(first, shapeOf(first.serviceCode)))}
          </Link>
        </div>
      )}
      <UnreadableRows rows={orders.data?.unreadable} to={(id) => `/orders/${id}`} />
      {others.map((order) => (
        <OrderCard key={order.id} order={order} to={`/orders/${order.id}`} />
      ))}
      {orders.data && !first && (
        <section className="welcome">
          <h2>{t('home.welcome')}</h2>
          <p>{t('home.how')}</p>
        </section>
      )}
      {last && (
        <Link className="card again" to={`/order/new?again=${last.id}`}>
          <span>
            <b>{t('home.again')}</b>
            <small>
              {catalogue.data?.services.find((s) => s.code === last.serviceCode)?.[tongue]}
              {last.helper && ` · ${last.helper.displayName}`}
            </small>
          </span>
          <span aria-hidden="true">›</span>
        </Link>
      )}
      <section>
        <h2 className="section-title">{t('home.services')}</h2>
        {catalogue.isPending && <Skeleton lines={6} />}
        {catalogue.isError && (
          <ReadProblem error={catalogue.error} onRetry={() => void catalogue.refetch()} />
        )}
        <div className="service-grid">
          {catalogue.data?.services.map((s) => (
            <Link key={s.code} className="service" to={`/order/new?service=${s.code}`} data-service={s.code}>
              <b>{s[tongue]}</b>
              <small>
                {yuan(s.priceFen)}
                <wbr />
                {t('place.per', { unit: t(`catalogue:unitName.${s.unit}`) })}
              </small>
            </Link>
          ))}
        </div>
      </section>
    </Page>
  );
}
