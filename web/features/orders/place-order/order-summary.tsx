import { useTranslation } from 'react-i18next';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { day, span } from '../../../lib/time.ts';
import { useRead } from '../../../lib/use-read.ts';
import type { Window } from '../../../lib/wanted-time.ts';
import { AddressLine } from '../../people/keep-addresses/address-line.tsx';
import type { Draft } from './draft.ts';
import { priceRangeWords } from './price-range-words.ts';

/** All of it once more, in the customer's words, before it is sent. */
export function OrderSummary(props: {
  draft: Draft;
  window: Window;
  service: CatalogueReply['services'][number];
}) {
  const { t, i18n } = useTranslation('orders');
  const tongue = useTongue();
  const { draft, service, window } = props;
  const address = useRead('addresses', {}).data?.addresses.find((a) => a.id === draft.addressId);
  const when = draft.now
    ? t('place.now')
    : service.shape === 'liveIn'
      ? t('fromDay', { day: day(window.windowStart, i18n.language) })
      : span(window.windowStart, window.windowEnd, i18n.language);
  return (
    <section className="card">
      <h2>{t('place.summary')}</h2>
      <dl className="facts">
        <div>
          <dt>{t('place.service')}</dt>
          <dd>
            {service[tongue]} · {t(`catalogue:unit.${service.unit}`, { count: draft.quantity })}
          </dd>
        </div>
        <div>
          <dt>{t('place.when')}</dt>
          <dd>{when}</dd>
        </div>
        <div>
          <dt>{t('place.where')}</dt>
          <dd>{address && <AddressLine address={address} />}</dd>
        </div>
        <div>
          <dt>{t('place.estimate')}</dt>
          <dd data-testid="summary-price">{priceRangeWords({ service, draft, window })}</dd>
        </div>
      </dl>
      <p className="notice">{service.shape === 'liveIn' ? t('place.nextLiveIn') : t('place.nextVisit')}</p>
    </section>
  );
}
