import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderSummary } from '#contracts/orders/order.ts';
import type { VisitPhase } from '#contracts/orders/stages.ts';
import { Countdown } from '../components/countdown.tsx';
import { OrderCard } from '../components/order-card.tsx';
import { Page } from '../components/page.tsx';
import { Empty, ReadProblem, Skeleton } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { day, localDate } from '../lib/time.ts';
import { useRead } from '../lib/use-read.ts';

const NEXT: Record<VisitPhase, string> = {
  planned: 'day.open',
  departed: 'day.checkIn',
  checkedIn: 'day.finish',
  checkedOut: 'day.look',
  confirmed: 'day.look',
};

/** What to sign, today's visits in order, and the days after. */
export function Component() {
  const { t, i18n } = useTranslation('visits');
  const read = useRead('myDay', { query: { days: 7 } });
  const agreements = useRead('orders', { query: { stage: 'agreement', limit: 100 } });
  const offers = useRead('offers', {}).data?.offers.filter((o) => o.status === 'offered').length ?? 0;
  const toSign = agreements.data?.orders ?? [];
  const visits = [...(read.data?.visits ?? [])]
    .filter((v) => v.stage !== 'agreement')
    .sort((a, b) => (a.startsAt ?? a.windowStart).localeCompare(b.startsAt ?? b.windowStart));
  const today = localDate(Date.now());
  const dateOf = (order: OrderSummary) => localDate(order.startsAt ?? order.windowStart);
  // A rehearsal's visit may be under way before its day.
  const isNow = (order: OrderSummary) => dateOf(order) <= today || order.stage === 'visit';
  const late = visits.filter(isNow);
  const coming = visits.filter((v) => !isNow(v));
  const days = [...new Set(coming.map(dateOf))];
  return (
    <Page title={t('day.title', { day: day(Date.now(), i18n.language) })}>
      {read.isError && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {offers > 0 && (
        <Link className="card again" to="/helper/offers">
          <b>{t('day.offers', { count: offers })}</b>
          <span aria-hidden="true">›</span>
        </Link>
      )}
      {toSign.map((order) => (
        <OrderCard
          key={order.id}
          order={order}
          to={`/helper/orders/${order.id}/agreement`}
          // The terms to sign say both sums.
          shareFen={null}
        >
          {order.waitingFor === 'customer' ? (
            <p className="hint">{t('agreements:agreement.waitOther')}</p>
          ) : (
            <>
              {order.deadline && <Countdown deadline={order.deadline} />}
              <Link className="button" to={`/helper/orders/${order.id}/agreement`} data-testid="sign-now">
                {t('day.sign')}
              </Link>
            </>
          )}
        </OrderCard>
      ))}
      <Link className="card again" to="/helper/calendar" data-testid="open-calendar">
        <span>
          <b>{t('calendars:calendar.open')}</b>
          <small>{t('calendars:calendar.openHint')}</small>
        </span>
        <span aria-hidden="true">›</span>
      </Link>
      <h2 className="section-title">{t('day.today')}</h2>
      {read.isPending && (
        <div className="card">
          <Skeleton lines={4} />
        </div>
      )}
      {read.data && late.length === 0 && <Empty title={t('day.free')} hint={t('day.freeHint')} />}
      <UnreadableRows rows={read.data?.unreadable} to={(id) => `/helper/orders/${id}`} />
      {late.map((order, i) => (
        <OrderCard key={order.id} order={order} to={`/helper/orders/${order.id}`} shareFen={order.helperFen}>
          {i === 0 && order.stage !== 'closed' && (
            <Link className="button" to={`/helper/orders/${order.id}`} data-testid="primary-action">
              {t(order.phase === 'planned' && !order.mayDepart ? 'day.look' : NEXT[order.phase ?? 'planned'])}
            </Link>
          )}
        </OrderCard>
      ))}
      {days.map((date) => (
        <section key={date} className="group">
          <h2 className="section-title">{day(`${date}T04:00:00Z`, i18n.language)}</h2>
          {coming
            .filter((v) => dateOf(v) === date)
            .map((order) => (
              <OrderCard
                key={order.id}
                order={order}
                to={`/helper/orders/${order.id}`}
                shareFen={order.helperFen}
              />
            ))}
        </section>
      ))}
    </Page>
  );
}
