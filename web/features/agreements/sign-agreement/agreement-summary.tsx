import { useTranslation } from 'react-i18next';
import type { AgreementView } from '#contracts/agreements/agreement.ts';
import type { Role } from '#contracts/people/roles.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { yuan } from '../../../lib/money.ts';
import { dayAndClock, span } from '../../../lib/time.ts';
import { useCatalogue } from '../../../lib/use-read.ts';

/** The agreement in six plain lines. */
export function AgreementSummary({ agreement, role }: { agreement: AgreementView; role: Role }) {
  const { t, i18n } = useTranslation('agreements');
  const tongue = useTongue();
  const { terms } = agreement;
  const { data } = useCatalogue();
  const service = data?.services.find((s) => s.code === terms.serviceCode)?.[tongue] ?? terms.serviceCode;
  const district = data?.districts.find((d) => d.code === terms.district)?.[tongue] ?? '';
  const fees = terms.cancelFees
    .map((fee) =>
      t('agreement.feeWithin', {
        within: t(`duration.${fee.within}`, { defaultValue: fee.within }),
        percent: fee.percent,
      }),
    )
    .join(t('common:listSeparator'));
  const moved = agreement.amendments.at(-1);
  const { startsAt, endsAt } = moved ?? terms;
  const where = agreement.status === 'drafted' ? 'whereLater' : 'whereOver';
  const lines = [
    t('agreement.line.who', { helper: agreement.helperName, customer: agreement.customerName }),
    t('agreement.line.what', {
      service,
      quantity: t(`catalogue:unit.${terms.unit}`, { count: terms.quantity }),
    }),
    t('agreement.line.when', { when: span(startsAt, endsAt, i18n.language) }),
    t('agreement.line.where', {
      where: agreement.addressLine ?? t(`agreement.line.${where}`, { district }),
    }),
    role === 'helper'
      ? t('agreement.line.share', { total: yuan(terms.quote.totalFen), share: yuan(terms.helperFen) })
      : t('agreement.line.price', { total: yuan(terms.quote.totalFen) }),
    t('agreement.line.cancel', { fees }),
  ];
  return (
    <section className="card">
      <h2>{t('agreement.summary')}</h2>
      <ol className="plain-words">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      {moved && (
        <p className="notice" data-testid="moved-since">
          {t('agreement.movedSince', {
            first: span(terms.startsAt, terms.endsAt, i18n.language),
            at: dayAndClock(moved.at, i18n.language),
          })}
        </p>
      )}
    </section>
  );
}
