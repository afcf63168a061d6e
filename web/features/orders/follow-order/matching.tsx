import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { Skeleton } from '../../../components/states.tsx';
import { useWishWords } from '../../matching/state-wishes/use-wish-words.ts';

/** We look for helpers: nothing to do but know that it happens, or why nobody was found and who looks now. */
export function Matching({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const sayWishes = useWishWords();
  const wishes = order.need ? sayWishes(order.need.wishes) : [];
  const nobody = order.needsOpsReason === 'noHelperFound';
  return (
    <section className="card">
      <h2>{nobody ? t('matching:searching.nobody') : t('matching:searching.title')}</h2>
      <p>{nobody ? t('matching:searching.byHand') : t('matching:searching.what')}</p>
      {nobody && wishes.length > 0 && (
        <p className="hint">{t('matching:searching.wishes', { wishes: wishes.join(' · ') })}</p>
      )}
      {!nobody && <Skeleton lines={3} />}
    </section>
  );
}
