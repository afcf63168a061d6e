import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderView } from '#contracts/orders/order.ts';
import { yuan } from '../../../lib/money.ts';
import { phoneWords } from '../../../lib/phone.ts';
import { dayAndClock, span } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useWishWords } from '../../matching/state-wishes/use-wish-words.ts';
import { Facts } from './facts.tsx';

/** All data of the order, in the order a person asks for it on the phone. */
export function OrderFacts({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('orders');
  const words = useCatalogueWords();
  const at = (iso: string | null | undefined) => (iso ? dayAndClock(iso, i18n.language) : null);
  const { contact, need, visit, agreement, money, review, followUp } = order;
  const unit = words.unit(order.serviceCode);
  const sayWishes = useWishWords();
  const wishes = need ? sayWishes(need.wishes).join(' · ') : '';
  return (
    <>
      <Facts
        title={t('ops.order.need')}
        rows={[
          [t('ops.fact.contact'), contact && `${contact.name} ${phoneWords(contact.phone)}`],
          [t('ops.fact.address'), contact?.line],
          [t('ops.fact.quantity'), `${order.quantity} ${unit ? t(`catalogue:ops.unit.${unit}`) : ''}`],
          [t('ops.fact.window'), span(order.windowStart, order.windowEnd, i18n.language)],
          [t('ops.fact.area'), need?.area && `${need.area} m²`],
          [t('ops.fact.wishes'), wishes],
          [t('ops.fact.careNotes'), need?.careNotes],
          [t('ops.fact.remarks'), need?.remarks],
          [
            t('ops.fact.channel'),
            need && t([`ops.eventChannel.${need.channel}`, 'ops.payload.code'], { code: need.channel }),
          ],
          [t('ops.fact.forOther'), need?.forOther ? t('ops.payload.true') : null],
          [
            t('ops.fact.round'),
            order.round > 0 && t('ops.fact.roundOf', { round: order.round, left: order.rematchesLeft }),
          ],
          [t('ops.fact.createdAt'), at(order.createdAt)],
          [t('ops.fact.closedAt'), at(order.closedAt)],
        ]}
      />
      <Facts
        title={t('ops.order.visit')}
        rows={[
          [
            t('ops.column.helper'),
            order.helper && <Link to={`/ops/helpers/${order.helper.id}`}>{order.helper.displayName}</Link>,
          ],
          [
            t('ops.fact.appointment'),
            visit
              ? span(visit.startsAt, visit.endsAt, i18n.language)
              : order.startsAt && order.endsAt && span(order.startsAt, order.endsAt, i18n.language),
          ],
          [
            t('ops.fact.proposed'),
            order.reschedule?.proposal &&
              t('ops.fact.proposedBy', {
                when: span(
                  order.reschedule.proposal.startsAt,
                  order.reschedule.proposal.endsAt,
                  i18n.language,
                ),
                party: t(`ops.party.${order.reschedule.proposal.by}`),
              }),
          ],
          [t('ops.fact.moves'), order.reschedule && String(order.reschedule.left)],
          [
            t('ops.fact.signedBy'),
            agreement &&
              (agreement.signedBy.map((p) => t(`ops.party.${p}`)).join(t('ops.payload.and')) ||
                t('ops.fact.nobodyYet')),
          ],
          [
            t('ops.fact.document'),
            agreement?.pdf && (
              <a href={`/api/v1/orders/${order.id}/agreement.pdf`} target="_blank" rel="noreferrer">
                {t('ops.fact.openPdf')}
              </a>
            ),
          ],
          [t('ops.fact.departedAt'), at(visit?.departedAt)],
          [t('ops.fact.checkedInAt'), at(visit?.checkedInAt)],
          [t('ops.fact.checkedOutAt'), at(visit?.checkedOutAt)],
          [
            t('ops.fact.confirmedAt'),
            visit?.confirmedAt &&
              `${at(visit.confirmedAt)} · ${t([`ops.party.${visit.confirmedBy}`, 'ops.payload.code'], { code: visit.confirmedBy })}`,
          ],
        ]}
      />
      <Facts
        title={t('ops.order.money')}
        rows={[
          [t('ops.column.total'), order.totalFen !== null && yuan(order.totalFen)],
          [
            t('ops.fact.settlement'),
            order.settlement !== 'none' && t(`money:ops.settlement.${order.settlement}`),
          ],
          [t('ops.fact.due'), money && money.dueFen > 0 && yuan(money.dueFen)],
          [t('ops.fact.paid'), money && money.paidFen > 0 && yuan(money.paidFen)],
          [t('ops.fact.fee'), money && money.feeFen > 0 && yuan(money.feeFen)],
          [t('ops.fact.helperShare'), money?.helperFen ? yuan(money.helperFen) : null],
          [
            t('ops.fact.review'),
            review &&
              t('ops.fact.scores', {
                attitude: review.attitude,
                effect: review.effect,
                average: (review.averageX100 / 100).toFixed(1),
              }),
          ],
          [t('ops.field.contractKept'), review && t(`ops.field.kept.${review.contractKept}`)],
          [t('ops.fact.reviewText'), review?.text],
          [
            t('ops.fact.followUp'),
            followUp &&
              [
                t(`reviews:ops.followUp.${followUp.kind}`),
                followUp.detail && t(`ops.eventKind.${followUp.detail}`),
              ]
                .filter(Boolean)
                .join(' · '),
          ],
        ]}
      />
    </>
  );
}
