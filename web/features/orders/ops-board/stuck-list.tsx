import { Alert, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { STUCK, type Stuck } from '#contracts/watch/stuck.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { useMe } from '../../../lib/session.tsx';
import { dayAndClock } from '../../../lib/time.ts';
import { ActionDialog } from '../ops-act/action-dialog.tsx';
import { useStuckWords } from './use-stuck-words.ts';

/** Blocked subjects, each with its order, since when, why, and what to do next. Empty when nothing is blocked. */
export function StuckList({ stuck }: { stuck: Stuck[] }) {
  const { t, i18n } = useTranslation('orders');
  const tongue = useTongue();
  const { role } = useMe();
  const why = useStuckWords();
  const [repairing, setRepairing] = useState<string | null>(null);
  return (
    <>
      {stuck.map(({ kind, orderId, caseId, reason, since }) => {
        const words = STUCK[kind];
        return (
          <Alert
            key={`${kind} ${orderId} ${caseId}`}
            data-testid={`stuck-${kind}`}
            type="error"
            showIcon
            className="stuck"
            title={
              <>
                {words[tongue]}
                {orderId && (
                  <>
                    {' · '}
                    <Link to={`/ops/orders/${orderId}`} className="order-number">
                      {orderId}
                    </Link>
                  </>
                )}
                {caseId && (
                  <>
                    {' · '}
                    <Link to={`/ops/cases/${caseId}`}>{t('cases:ops.cases.theCase')}</Link>
                  </>
                )}{' '}
                <span className="quiet">
                  {dayAndClock(since, i18n.language)} · {why({ kind, reason })}
                </span>
              </>
            }
            description={tongue === 'zh' ? words.nextZh : words.nextEn}
            action={
              // Here and not only on the order's page: a closed order offers nothing there.
              kind === 'noticeBounced' && orderId && role === 'ops' ? (
                <Button data-testid="repair-notice" onClick={() => setRepairing(orderId)}>
                  {t('ops.act.repairNotice')}
                </Button>
              ) : undefined
            }
          />
        );
      })}
      {repairing && (
        <ActionDialog
          action="retryStep"
          subject={{ orderId: repairing, order: null, openCase: null }}
          onClose={() => setRepairing(null)}
        />
      )}
    </>
  );
}
