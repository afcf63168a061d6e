import { Card, Descriptions } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderView } from '#contracts/orders/order.ts';
import { yuan } from '../../../lib/money.ts';
import { phoneWords } from '../../../lib/phone.ts';
import { dayAndClock, span } from '../../../lib/time.ts';
import { useWishWords } from '../../matching/state-wishes/use-wish-words.ts';
import { useCatalogueWords } from '../ops-board/catalogue-words.ts';

type Row = [label: string, value: ReactNode];

/** All data of the order, in the order a person asks for it on the phone. */
export function OrderFacts({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('ops');
  const words = useCatalogueWords();
  const at = (iso: string | null | undefined) => (iso ? dayAndClock(iso, i18n.language) : null);
  const { contact, need, visit, agreement, money, review, followUp } = order;
  const unit = words.unit(order.serviceCode);
  const sayWishes = useWishWords();
  const wishes = need ? sayWishes(need.wishes).join(' · ') : '';
  return (
    <>
      <Facts
        title={t('order.need')}
        rows={[
          [t('fact.contact'), contact && `${contact.name} ${phoneWords(contact.phone)}`],
          [t('fact.address'), contact?.line],
          [t('fact.quantity'), `${order.quantity} ${unit ? t(`unit.${unit}`) : ''}`],
          [t('fact.window'), span(order.windowStart, order.windowEnd, i18n.language)],
          [t('fact.area'), need?.area && `${need.area} m²`],
          [t('fact.wishes'), wishes],
          [t('fact.careNotes'), need?.careNotes],
          [t('fact.remarks'), need?.remarks],
          [
            t('fact.channel'),
            need && t([`eventChannel.${need.channel}`, 'payload.code'], { code: need.channel }),
          ],
          [t('fact.forOther'), need?.forOther ? t('payload.true') : null],
          [
            t('fact.round'),
            order.round > 0 && t('fact.roundOf', { round: order.round, left: order.rematchesLeft }),
          ],
          [t('fact.createdAt'), at(order.createdAt)],
          [t('fact.closedAt'), at(order.closedAt)],
        ]}
      />
      <Facts
        title={t('order.visit')}
        rows={[
          [
            t('column.helper'),
            order.helper && <Link to={`/ops/helpers/${order.helper.id}`}>{order.helper.displayName}</Link>,
          ],
          [
            t('fact.appointment'),
            visit
              ? span(visit.startsAt, visit.endsAt, i18n.language)
              : order.startsAt && order.endsAt && span(order.startsAt, order.endsAt, i18n.language),
          ],
          [
            t('fact.proposed'),
            order.reschedule?.proposal &&
              t('fact.proposedBy', {
                when: span(
                  order.reschedule.proposal.startsAt,
                  order.reschedule.proposal.endsAt,
                  i18n.language,
                ),
                party: t(`party.${order.reschedule.proposal.by}`),
              }),
          ],
          [t('fact.moves'), order.reschedule && String(order.reschedule.left)],
          [
            t('fact.signedBy'),
            agreement &&
              (agreement.signedBy.map((p) => t(`party.${p}`)).join(t('payload.and')) || t('fact.nobodyYet')),
          ],
          [
            t('fact.document'),
            agreement?.pdf && (
              <a href={`/api/v1/orders/${order.id}/agreement.pdf`} target="_blank" rel="noreferrer">
                {t('fact.openPdf')}
              </a>
            ),
          ],
          [t('fact.departedAt'), at(visit?.departedAt)],
          [t('fact.checkedInAt'), at(visit?.checkedInAt)],
          [t('fact.checkedOutAt'), at(visit?.checkedOutAt)],
          [
            t('fact.confirmedAt'),
            visit?.confirmedAt &&
              `${at(visit.confirmedAt)} · ${t([`party.${visit.confirmedBy}`, 'payload.code'], { code: visit.confirmedBy })}`,
          ],
        ]}
      />
      <Facts
        title={t('order.money')}
        rows={[
          [t('column.total'), order.totalFen !== null && yuan(order.totalFen)],
          [t('fact.settlement'), order.settlement !== 'none' && t(`settlement.${order.settlement}`)],
          [t('fact.due'), money && money.dueFen > 0 && yuan(money.dueFen)],
          [t('fact.paid'), money && money.paidFen > 0 && yuan(money.paidFen)],
          [t('fact.fee'), money && money.feeFen > 0 && yuan(money.feeFen)],
          [t('fact.helperShare'), money?.helperFen ? yuan(money.helperFen) : null],
          [
            t('fact.review'),
            review &&
              t('fact.scores', {
                attitude: review.attitude,
                effect: review.effect,
                average: (review.averageX100 / 100).toFixed(1),
              }),
          ],
          [t('field.contractKept'), review && t(`field.kept.${review.contractKept}`)],
          [t('fact.reviewText'), review?.text],
          [
            t('fact.followUp'),
            followUp &&
              [t(`followUp.${followUp.kind}`), followUp.detail && t(`eventKind.${followUp.detail}`)]
                .filter(Boolean)
                .join(' · '),
          ],
        ]}
      />
    </>
  );
}

/** A card of facts; what is not known yet is left out, and so is a card without facts. */
function Facts({ title, rows }: { title: string; rows: Row[] }) {
  const known = rows.filter(
    ([, value]) => value !== null && value !== undefined && value !== false && value !== '',
  );
  if (known.length === 0) return null;
  return (
    <Card title={title} size="small">
      <Descriptions
        size="small"
        column={2}
        items={known.map(([label, children]) => ({ key: label, label, children }))}
      />
    </Card>
  );
}
