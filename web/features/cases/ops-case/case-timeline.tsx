import { Card, Tag, Timeline, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { dayAndClock } from '../../../lib/time.ts';
import { useCaseWords } from '../use-case-words.ts';

const COLOURS: Record<string, string> = {
  caseOverdue: '#a8261c',
  needsOps: '#a8261c',
  caseChanged: '#b4610b',
  deadlineExtended: '#b4610b',
  timePassed: '#55338c',
  caseDecided: '#22302d',
  caseOvertaken: '#22302d',
};

/** The events of the case, newest first. */
export function CaseTimeline({ case_ }: { case_: CaseDetails }) {
  const { t, i18n } = useTranslation('cases');
  const words = useCaseWords();
  const items = [...case_.timeline].reverse().map((event) => ({
    key: event.id,
    color: COLOURS[event.kind] ?? '#0d6556',
    content: (
      <div className="event">
        <div>
          <b>{words.event(case_.kind, event)}</b>{' '}
          {!event.verified && (
            <Tooltip title={t('orders:ops.order.unverifiedHint')}>
              <Tag color="error">{t('orders:ops.order.unverified')}</Tag>
            </Tooltip>
          )}
        </div>
        {event.note && <blockquote>{event.note}</blockquote>}
        <small>
          {dayAndClock(event.at, i18n.language)} · {event.name ?? t(`common:role.${event.by}`)}
          {case_.round > 1 && ` · ${t('ops.cases.round', { round: event.round })}`}
        </small>
      </div>
    ),
  }));
  return (
    <Card title={t('orders:ops.order.timeline')} size="small">
      <Timeline items={items} />
    </Card>
  );
}
