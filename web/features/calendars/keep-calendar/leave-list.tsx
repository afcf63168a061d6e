import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeaveView } from '#contracts/calendars/calendar.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { Empty } from '../../../components/states.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { leaveWords } from './leave-words.ts';

/** Future leave; each entry can be removed. */
export function LeaveList({ leaves }: { leaves: LeaveView[] }) {
  const { t, i18n } = useTranslation('calendars');
  const [asked, setAsked] = useState<LeaveView | null>(null);
  const removing = useSend('removeLeave', () => setAsked(null));
  const words = (leave: LeaveView) => leaveWords(leave, i18n.language);
  return (
    <section className="card">
      <h2>{t('leave.ahead')}</h2>
      {leaves.length === 0 && <Empty title={t('leave.none')} hint={t('leave.noneHint')} />}
      {leaves.map((leave) => (
        <div key={leave.id} className="setting" data-testid="leave">
          <span>{words(leave)}</span>
          <button type="button" className="link" onClick={() => setAsked(leave)}>
            {t('leave.takeBack')}
          </button>
        </div>
      ))}
      <Sheet open={asked !== null} title={t('leave.takeBackTitle')} onClose={() => setAsked(null)}>
        <p>{asked && words(asked)}</p>
        <p className="notice">{t('leave.takeBackEffect')}</p>
        {removing.problem && <ProblemNotice problem={removing.problem} />}
        <button
          type="button"
          className="button button-danger"
          disabled={removing.sending}
          onClick={() => asked && removing.send({ params: { leaveId: asked.id } })}
        >
          {removing.sending ? t('common:sendingNow') : t('leave.takeBackYes')}
        </button>
      </Sheet>
    </section>
  );
}
