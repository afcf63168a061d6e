import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { API_PREFIX } from '#contracts/http.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { PriceBreakdown } from '../../../components/price-breakdown.tsx';
import { yuan } from '../../../lib/money.ts';
import { phoneWords } from '../../../lib/phone.ts';
import { dayAndClock } from '../../../lib/time.ts';
import { useOrderWords } from '../../../lib/use-order-words.ts';
import { useWishWords } from '../../matching/state-wishes/use-wish-words.ts';

/** What was wanted, agreed and paid. */
export function OrderDetails({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const words = useOrderWords(order);
  const chosen = order.shortlist.find((c) => c.helper.id === order.helper?.id);
  const { need, contact, money } = order;
  const sayWishes = useWishWords();
  const wishes = need ? sayWishes(need.wishes) : [];
  return (
    <details className="card">
      <summary>{t('details.title')}</summary>
      <dl className="facts">
        {contact && (
          <Fact name={t('place.where')}>
            {words.district} {contact.line}
            <small>
              {contact.name} · {phoneWords(contact.phone)}
            </small>
          </Fact>
        )}
        {order.helper && <Fact name={t('common:role.helper')}>{order.helper.displayName}</Fact>}
        {need?.area && <Fact name={t('place.area')}>{need.area} m²</Fact>}
        {wishes.length > 0 && (
          <Fact name={t('details.wishes')}>
            <span data-testid="wishes">{wishes.join(' · ')}</span>
          </Fact>
        )}
        {need?.careNotes && <Fact name={t('place.careNotes')}>{need.careNotes}</Fact>}
        {need?.remarks && <Fact name={t('place.remarks')}>{need.remarks}</Fact>}
        {money && money.dueFen > 0 && <Fact name={t('details.due')}>{yuan(money.dueFen)}</Fact>}
        {money && money.paidFen > 0 && <Fact name={t('details.paid')}>{yuan(money.paidFen)}</Fact>}
        {money && money.feeFen > 0 && <Fact name={t('details.fee')}>{yuan(money.feeFen)}</Fact>}
      </dl>
      {order.agreement?.status === 'signed' && <Moves order={order} />}
      {chosen && <PriceBreakdown quote={chosen.quote} unit={words.unit} />}
      {order.agreement && order.agreement.status !== 'void' && (
        <Link className="link" to={`/orders/${order.id}/agreement`}>
          {t('details.readAgreement')}
        </Link>
      )}
      {order.agreement?.pdf && (
        <a
          className="link"
          href={`${API_PREFIX}/orders/${order.id}/agreement.pdf`}
          download={`${order.id}.pdf`}
        >
          {t('agreements:agreement.pdf')}
        </a>
      )}
    </details>
  );
}

/** The agreement as signed, and each later time with the day it was agreed: the PDF shows the first one. */
function Moves({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('orders');
  const since = order.timeline.findLastIndex(({ kind }) => kind === 'agreementSealed');
  const moves = order.timeline.slice(since + 1).filter(({ kind }) => kind === 'rescheduled');
  if (moves.length === 0) return null;
  return (
    <div className="notice" data-testid="moves">
      <p>{t('details.moved', { when: dayAndClock(String(moves[0]!.payload.from), i18n.language) })}</p>
      <ul>
        {moves.map((move) => (
          <li key={move.id}>
            {t('visits:reschedule.amended', {
              at: dayAndClock(move.at, i18n.language),
              when: dayAndClock(String(move.payload.to), i18n.language),
            })}
          </li>
        ))}
      </ul>
      <small>{t('agreements:agreement.pdfAsSigned')}</small>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
