import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { STUCK, type Stuck } from '#contracts/stuck.ts';
import { useTongue } from '../../lib/i18n.ts';
import { dayAndClock } from '../../lib/time.ts';

/** What stands still, each with its order, since when, why, and what to do next. Nothing stands still: nothing is shown. */
export function StuckList({ stuck }: { stuck: Stuck[] }) {
  const { i18n } = useTranslation('ops');
  const tongue = useTongue();
  return (
    <>
      {stuck.map(({ kind, orderId, reason, since }) => {
        const words = STUCK[kind];
        return (
          <Alert
            key={`${kind} ${orderId}`}
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
                )}{' '}
                <span className="quiet">
                  {dayAndClock(since, i18n.language)} · {reason}
                </span>
              </>
            }
            description={tongue === 'zh' ? words.nextZh : words.nextEn}
          />
        );
      })}
    </>
  );
}
