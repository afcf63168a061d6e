import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { mostQuantity, visitMinutes } from '#contracts/orders/visit-minutes.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { yuan } from '../../../lib/money.ts';
import type { Draft } from './draft.ts';
import { priceRangeWords } from './price-range-words.ts';
import { QuantityStepper } from './quantity-stepper.tsx';

type Service = CatalogueReply['services'][number];

/** Which service, how much of it, and about what it will cost. */
export function PickService({ services }: { services: Service[] }) {
  const { t } = useTranslation('orders');
  const tongue = useTongue();
  const { watch, setValue } = useFormContext<Draft>();
  const code = watch('serviceCode');
  const quantity = watch('quantity');
  const service = services.find((s) => s.code === code);
  return (
    <>
      <section className="card">
        <h2>{t('place.service')}</h2>
        <div className="service-grid" role="radiogroup" aria-label={t('place.service')}>
          {services.map((s) => (
            // biome-ignore lint/a11y/useSemanticElements: a tile, not a dot
            <button
              key={s.code}
              type="button"
              role="radio"
              aria-checked={s.code === code}
              className="service"
              data-service={s.code}
              onClick={() => {
                setValue('serviceCode', s.code);
                setValue('quantity', s.usualQuantity);
              }}
            >
              <b>{s[tongue]}</b>
              <small>
                {yuan(s.priceFen)}
                <wbr />
                {t('place.per', { unit: t(`catalogue:unitName.${s.unit}`) })}
              </small>
            </button>
          ))}
        </div>
      </section>
      {service && (
        <section className="card">
          <p className="hint">{tongue === 'zh' ? service.descriptionZh : service.descriptionEn}</p>
          <QuantityStepper
            label={t(`place.quantity.${service.unit}`)}
            value={quantity}
            step={service.unit === 'squareMetre' ? 10 : 1}
            most={mostQuantity(service)}
            unit={t(`catalogue:unitName.${service.unit}`)}
            onChange={(value) => setValue('quantity', value)}
          />
          <dl className="price">
            <div className="price-total">
              <dt>{t('place.estimate')}</dt>
              <dd data-testid="estimate">
                {priceRangeWords({ service, draft: { quantity, level: watch('level') } })}
              </dd>
            </div>
          </dl>
          <small>
            {service.shape !== 'visit'
              ? t('place.liveIn')
              : !Number.isNaN(quantity) &&
                t('place.takes', { hours: visitMinutes(service, quantity) / 60 })}{' '}
            {t('place.estimateNote')}
          </small>
        </section>
      )}
    </>
  );
}
