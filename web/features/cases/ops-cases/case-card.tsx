import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseView } from '#contracts/cases/case.ts';
import { DeadlineTag } from '../../../components/deadline-tag.tsx';
import { dayAndClock } from '../../../lib/time.ts';
import { useCaseWords } from '../use-case-words.ts';

/** One case: its subject, its note, and the proposal or decision. */
export function CaseCard({ case_ }: { case_: CaseView }) {
  const { t, i18n } = useTranslation('cases');
  const open = case_.status === 'open';
  const words = useCaseWords();
  const decision = (code: string) => words.decision(case_.kind, code);
  return (
    <article className="case-card">
      <p>
        <Tag color={open ? 'error' : 'default'}>{t(`ops.cases.${case_.status}`)}</Tag>
        <Link to={`/ops/cases/${case_.id}`}>
          <b>{words.kind(case_.kind)}</b>
        </Link>{' '}
        · {words.reason(case_.reason)}
        {case_.helper && ` · ${case_.helper.displayName}`}
        {case_.variant && ` · ${t(`ops.variant.${case_.variant}`)}`}
        {open && case_.owner && ` · ${t('ops.cases.owner')} ${case_.owner.name}`}
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
