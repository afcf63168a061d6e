import { useTranslation } from 'react-i18next';
import type { AgreementView } from '#contracts/agreements/agreement.ts';
import { PriceBreakdown } from '../../../components/price-breakdown.tsx';

/** The full terms: price, standing clauses, and the hash that both sign. */
export function AgreementTermsText({ agreement }: { agreement: AgreementView }) {
  const { t } = useTranslation('agreements');
  const { terms } = agreement;
  return (
    <details className="card">
      <summary>{t('agreement.fullTerms')}</summary>
      <PriceBreakdown quote={terms.quote} unit={terms.unit} />
      <ol className="clauses">
        {terms.clauses.map((clause) => (
          <li key={clause}>
            <b>{t(`clause.${clause}.title`, { defaultValue: clause })}</b>
            <p>{t(`clause.${clause}.text`, { defaultValue: '', percent: terms.noShowFeePercent })}</p>
          </li>
        ))}
      </ol>
      <small className="hash">
        {t('agreement.hash')} {agreement.termsHash}
      </small>
    </details>
  );
}
