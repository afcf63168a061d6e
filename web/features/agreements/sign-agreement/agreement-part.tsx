import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderView } from '#contracts/orders/order.ts';
import { useMe } from '../../../lib/session.tsx';
import { maySign } from './sign-form.tsx';
import { SignStates } from './sign-states.tsx';

/** On the order page: who has signed, and the link to the agreement. */
export function AgreementPart({ order }: { order: OrderView }) {
  const { t } = useTranslation('agreements');
  const { role } = useMe();
  if (!order.agreement) return null;
  const base = role === 'helper' ? '/helper/orders' : '/orders';
  const mine = maySign(order);
  return (
    <section className="card">
      <h2>{t('agreement.title')}</h2>
      <SignStates signedBy={order.agreement.signedBy} />
      <p className="hint">{mine ? t('agreement.whyNow') : t('agreement.waitOther')}</p>
      <Link
        className={mine ? 'button' : 'button button-plain'}
        data-testid={mine ? 'primary-action' : undefined}
        to={`${base}/${order.id}/agreement`}
      >
        {mine ? t('agreement.readAndSign') : t('agreement.read')}
      </Link>
    </section>
  );
}
