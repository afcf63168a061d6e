import { useTranslation } from 'react-i18next';
import type { QuoteView } from '#contracts/money/quote.ts';
import { yuan } from '../lib/money.ts';

/** A price as the sum of its lines. */
export function PriceBreakdown({ quote, unit }: { quote: QuoteView; unit?: string }) {
  const { t } = useTranslation();
  return (
    <dl className="price">
      {quote.lines.map((line) => (
        <div key={line.code}>
          <dt>
            {t(`money:price.${line.code}`)}
            {line.code === 'base' && (
              <small>
                {' '}
                {yuan(quote.unitFen)} ×{' '}
                {unit ? t(`catalogue:unit.${unit}`, { count: quote.quantity }) : quote.quantity}
              </small>
            )}
          </dt>
          <dd>{yuan(line.fen)}</dd>
        </div>
      ))}
      <div className="price-total">
        <dt>{t('money:price.total')}</dt>
        <dd>{yuan(quote.totalFen)}</dd>
      </div>
    </dl>
  );
}
