import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OfferView } from '#contracts/matching/http.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { Countdown } from '../../../components/countdown.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { yuan } from '../../../lib/money.ts';
import { useOrderWords } from '../../../lib/use-order-words.ts';
import { useSend } from '../../../lib/use-send.ts';
import { useWishWords } from '../state-wishes/use-wish-words.ts';

/** For a visit with an open offer: the link to the offers. */
export function ToOffers({ order }: { order: OrderView }) {
  const { t } = useTranslation('matching');
  if (order.stage !== 'selection' || !order.allowed.includes('answerOffer')) return null;
  return (
    <Link className="button" to="/helper/offers" data-testid="primary-action">
      {t('visits:visit.answerOffer')}
    </Link>
  );
}

const REASONS = ['busy', 'tooFar', 'price', 'notMySkill', 'other'] as const;

/** One offer: service, time, district, distance, wishes, earnings, deadline; accept, or decline with a reason. */
export function OfferCard({ offer }: { offer: OfferView }) {
  const { t } = useTranslation('matching');
  const words = useOrderWords({ ...offer, windowStart: offer.startsAt, windowEnd: offer.endsAt });
  const wishes = useWishWords()(offer.need?.wishes ?? {});
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const answering = useSend('answerOffer', () => setDeclining(false));
  const params = { orderId: offer.orderId };
  return (
    <article className="card" data-order={offer.orderId} data-testid="offer">
      <div className="order-head">
        <h3>
          {words.service} · {words.quantity}
        </h3>
        <span className={`tag tag-${offer.status === 'offered' ? 'act' : 'done'}`}>
          {t(`offers.${offer.status}`)}
        </span>
      </div>
      <p>{words.when}</p>
      <p className="hint">
        {words.district} · {t('offers.away', { km: (offer.metres / 1000).toFixed(1) })}
        {offer.need?.area ? ` · ${t('catalogue:unit.squareMetre', { count: offer.need.area })}` : null}
      </p>
      {wishes.length > 0 && (
        <ul className="reasons" aria-label={t('visits:visit.wishes')}>
          {wishes.map((wish) => (
            <li key={wish}>{wish}</li>
          ))}
        </ul>
      )}
      {[offer.need?.careNotes, offer.need?.remarks].map((note) => note && <p key={note}>{note}</p>)}
      <p className="share">
        {t('offers.share')} <strong>{yuan(offer.helperFen)}</strong>{' '}
        <small>{t('offers.total', { amount: yuan(offer.totalFen) })}</small>
      </p>
      {offer.deadline && offer.status !== 'accepted' && <Countdown deadline={offer.deadline} />}
      {answering.problem && <ProblemNotice problem={answering.problem} />}
      <SendingNotice state={answering} />
      {offer.status === 'offered' && (
        <div className="two-buttons">
          <button
            type="button"
            className="button button-plain"
            data-testid="decline"
            disabled={answering.sending}
            onClick={() => setDeclining(true)}
          >
            {t('offers.decline')}
          </button>
          <button
            type="button"
            className="button"
            data-testid="primary-action"
            disabled={answering.sending}
            onClick={() => answering.send({ params, body: { accept: true } })}
          >
            {answering.sending ? t('common:sendingNow') : t('offers.accept')}
          </button>
        </div>
      )}
      {offer.status === 'accepted' && <p className="hint">{t('offers.acceptedHint')}</p>}
      {offer.status === 'chosen' && (
        <Link
          className="button"
          to={`/helper/orders/${offer.orderId}/agreement`}
          data-testid="primary-action"
        >
          {t('offers.sign')}
        </Link>
      )}
      <Sheet open={declining} title={t('offers.declineTitle')} onClose={() => setDeclining(false)}>
        <ChoiceChips
          label={t('offers.why')}
          single
          options={REASONS.map((value) => ({ value, label: t(`common:reason.${value}`) }))}
          value={reason ? [reason as (typeof REASONS)[number]] : []}
          onChange={([value]) => setReason(value ?? null)}
        />
        <p className="hint">{t('offers.declineEffect')}</p>
        <button
          type="button"
          className="button button-danger"
          data-testid="decline-confirm"
          disabled={!reason || answering.sending}
          onClick={() => reason && answering.send({ params, body: { accept: false, reason } })}
        >
          {t('offers.declineYes')}
        </button>
      </Sheet>
    </article>
  );
}
