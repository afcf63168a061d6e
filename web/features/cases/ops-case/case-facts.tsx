import { Card, Descriptions } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { yuan } from '../../../lib/money.ts';
import { dayAndClock } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useCaseWords } from '../use-case-words.ts';

/** The facts of the case, and the decision of each round. */
export function CaseFacts({ case_ }: { case_: CaseDetails }) {
  const { t, i18n } = useTranslation('cases');
  const words = useCaseWords();
  const catalogue = useCatalogueWords();
  const { orderId, serviceCode, customer, helper, note, proposal, status, kind } = case_;
  const facts: [string, string, ReactNode][] = [
    ['about', t('ops.cases.about'), words.reason(case_.reason)],
    ['note', t('ops.cases.note'), note && <blockquote>{note}</blockquote>],
    ['order', t('orders:ops.column.order'), orderId && <Link to={`/ops/orders/${orderId}`}>{orderId}</Link>],
    ['service', t('orders:ops.place.service'), serviceCode && catalogue.service(serviceCode)],
    ['customer', t('common:role.customer'), customer?.name],
    [
      'helper',
      t('common:role.helper'),
      helper && <Link to={`/ops/helpers/${helper.id}`}>{helper.displayName}</Link>,
    ],
    ['openedAt', t('ops.cases.openedAt'), dayAndClock(case_.openedAt, i18n.language)],
    ['openedBy', t('ops.cases.openedBy'), case_.openedBy],
    [
      'dueAt',
      t('ops.cases.dueAt'),
      status === 'open' && case_.dueAt && dayAndClock(case_.dueAt, i18n.language),
    ],
    [
      'proposal',
      t('ops.cases.proposal'),
      status === 'open' && proposal && <b>{words.decision(kind, proposal)}</b>,
    ],
  ];
  return (
    <>
      <Card title={t('ops.cases.theCase')} size="small">
        <Descriptions
          column={1}
          size="small"
          items={facts
            .filter(([, , children]) => Boolean(children))
            .map(([key, label, children]) => ({ key, label, children }))}
        />
      </Card>
      {case_.decided.length > 0 && (
        <Card title={t('ops.cases.decision')} size="small">
          {case_.decided.map(({ round, decision, amountFen, by, name, reason, note: text, at }) => (
            <article key={round} className="case-card">
              <p>
                <b>{words.decision(kind, decision)}</b>
                {amountFen !== null && ` · ${yuan(amountFen)}`}
                {reason &&
                  ` · ${decision === 'overtaken' ? t(`ops.overtakenBy.${reason}`, { defaultValue: reason }) : words.reason(reason)}`}
              </p>
              {text && <blockquote>{text}</blockquote>}
              <p className="quiet">
                {dayAndClock(at, i18n.language)} · {name ?? t(`common:role.${by}`)}
              </p>
            </article>
          ))}
        </Card>
      )}
    </>
  );
}
