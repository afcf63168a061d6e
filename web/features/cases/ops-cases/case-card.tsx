import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#contracts/cases/case.ts';
import { DeadlineTag } from '../../../components/deadline-tag.tsx';
import { dayAndClock } from '../../../lib/time.ts';

/** One case: what it is about, what somebody wrote, what is proposed or was decided. */
export function CaseCard({ case_ }: { case_: CaseView }) {
  const { t, i18n } = useTranslation('cases');
  const open = case_.status === 'open';
  const decision = (code: string) =>
    t([`ops.decision.${case_.kind}.${code}`, 'orders:ops.payload.code'], { code });
  return (
    <article className="case-card">
      <p>
        <Tag color={open ? 'error' : 'default'}>{t(`ops.cases.${case_.status}`)}</Tag>
        <b>{t(`ops.caseKind.${case_.kind}`)}</b> ·{' '}
        {t([`orders:ops.reasonCode.${case_.reason}`, 'orders:ops.payload.code'], { code: case_.reason })}
        {case_.helper && ` · ${case_.helper.displayName}`}
      </p>
      {case_.note && <blockquote>{case_.note}</blockquote>}
      <p className="quiet">
        {t('ops.cases.openedAt')} {dayAndClock(case_.openedAt, i18n.language)}{' '}
        {open && <DeadlineTag deadline={case_.dueAt} />}
        {case_.decidedAt && ` · ${t('ops.cases.decidedAt')} ${dayAndClock(case_.decidedAt, i18n.language)}`}
      </p>
      {case_.decision && (
        <p>
          {t('ops.cases.decision')}
          {t('common:colon')}
          <b>{decision(case_.decision)}</b>
        </p>
      )}
      {open && case_.proposal && (
        <p>
          {t('ops.cases.proposal')}
          {t('common:colon')}
          <b>{decision(case_.proposal)}</b>
        </p>
      )}
    </article>
  );
}
