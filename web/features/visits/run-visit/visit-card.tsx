import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { OrderStateTag } from '../../../components/order-state-tag.tsx';
import { yuan } from '../../../lib/money.ts';
import { phoneWords } from '../../../lib/phone.ts';
import { useOrderWords } from '../../../lib/use-order-words.ts';
import { useWishWords } from '../../matching/state-wishes/use-wish-words.ts';

/** What, when, where, for whom, and what it earns; the address and the customer's notes only as long as they are needed. */
export function VisitCard({ order }: { order: OrderView }) {
  const { t } = useTranslation('visits');
  const words = useOrderWords(order);
  const { contact, need } = order;
  const sayWishes = useWishWords();
  const wishes = need ? sayWishes(need.wishes) : [];
  const state = goesOnWithout(order) ? 'withoutYou' : null;
  const isOver = order.stage === 'closed' || Boolean(order.visit?.checkedOutAt);
  return (
    <section className="card state-card">
      <div className="order-head">
        <h2>
          {words.service} · {words.quantity}
        </h2>
        {!state && <OrderStateTag word={order.word} />}
      </div>
      <p>{words.when}</p>
      <p className="next-step" data-testid="next-step">
        {order.stage === 'closed' ? t(`ended.${state ?? order.ending}`) : t(`next.${state ?? order.word}`)}
      </p>
      <dl className="facts">
        {contact ? (
          <div>
            <dt>{t('visit.where')}</dt>
            <dd>
              {words.district} {contact.line}
              <a className="link" href={`tel:${contact.phone}`}>
                {t('visit.call', { name: contact.name, phone: phoneWords(contact.phone) })}
              </a>
              <a
                className="link"
                target="_blank"
                rel="noreferrer"
                href={`https://uri.amap.com/marker?position=${contact.longitude},${contact.latitude}&coordinate=wgs84`}
              >
                {t('visit.map')}
              </a>
            </dd>
          </div>
        ) : (
          <div>
            <dt>{t('visit.where')}</dt>
            <dd>
              {words.district}
              {!state && <small>{t(isOver ? 'visit.whereOver' : 'visit.whereLater')}</small>}
            </dd>
          </div>
        )}
        {wishes.length > 0 && (
          <div>
            <dt>{t('visit.wishes')}</dt>
            <dd>{wishes.join(' · ')}</dd>
          </div>
        )}
        {need?.careNotes && (
          <div>
            <dt>{t('visit.care')}</dt>
            <dd>{need.careNotes}</dd>
          </div>
        )}
        {need?.remarks && (
          <div>
            <dt>{t('visit.remarks')}</dt>
            <dd>{need.remarks}</dd>
          </div>
        )}
        {order.money?.helperFen != null && (
          <div>
            <dt>{t('visit.share')}</dt>
            <dd>{yuan(order.money.helperFen)}</dd>
          </div>
        )}
      </dl>
      <small>
        {t('visit.number')} {order.id}
      </small>
    </section>
  );
}

/** This helper is neither booked nor has an offer any more: the state of the order does not concern this helper. */
const goesOnWithout = ({ helper, shortlist }: OrderView): boolean =>
  helper === null && !shortlist.some(({ status }) => status === 'offered' || status === 'accepted');
