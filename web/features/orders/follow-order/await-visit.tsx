import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { HelperCard } from '../../../components/helper-card.tsx';
import { clock, dayAndClock } from '../../../lib/time.ts';
import { ReschedulePart } from '../../visits/reschedule-visit/reschedule-part.tsx';
import { QrCode } from './qr-code.tsx';

/** From the signed agreement to the end of the visit: who comes, when, and the code that starts it. */
export function AwaitVisit({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('orders');
  const { visit } = order;
  const card = order.shortlist.find((c) => c.helper.id === order.helper?.id)?.helper;
  const inService = order.phase === 'checkedIn';
  return (
    <>
      {order.reschedule?.proposal && <ReschedulePart order={order} side="customer" />}
      {visit?.startCode && !inService && (
        <section className="card start-code">
          <h2>{t('visits:awaited.startCode')}</h2>
          <strong data-testid="start-code">{visit.startCode}</strong>
          <QrCode text={visit.startCode} label={t('visits:awaited.startCode')} />
          <p className="hint">{t('visits:awaited.startCodeHint')}</p>
        </section>
      )}
      {visit && (
        <section className="card">
          <ol className="progress">
            <li data-done={Boolean(order.agreement)}>{t('visits:awaited.step.signed')}</li>
            <li data-done={Boolean(visit.departedAt || visit.checkedInAt)}>
              {t('visits:awaited.step.departed')}
              {visit.departedAt && <small>{clock(visit.departedAt, i18n.language)}</small>}
            </li>
            <li data-done={Boolean(visit.checkedInAt)}>
              {t('visits:awaited.step.started')}
              {visit.checkedInAt && <small>{clock(visit.checkedInAt, i18n.language)}</small>}
            </li>
            <li data-done={Boolean(visit.checkedOutAt)}>{t('visits:awaited.step.done')}</li>
          </ol>
          <p className="hint">
            {t('visits:awaited.planned', { at: dayAndClock(visit.startsAt, i18n.language) })}
          </p>
          {!order.reschedule?.proposal && <ReschedulePart order={order} side="customer" />}
        </section>
      )}
      {(card || order.helper) && (
        <section className="card">
          <h2>{t('visits:awaited.whoComes')}</h2>
          {card ? <HelperCard helper={card} /> : <p>{order.helper?.displayName}</p>}
          <p className="hint">{t('visits:awaited.contactRules')}</p>
        </section>
      )}
    </>
  );
}
