import { Card, Empty, Tag, Timeline, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { useEventWords } from '../../../components/timeline.tsx';
import { clock, day } from '../../../lib/time.ts';
import { eventDetails } from './event-details.ts';

const COLOURS: Record<string, string> = {
  needsOps: '#a8261c',
  objected: '#a8261c',
  caseOpened: '#b4610b',
  helperLate: '#b4610b',
  helperSilent: '#b4610b',
  helperWithdrew: '#b4610b',
  deadlineExtended: '#b4610b',
  timePassed: '#55338c',
  closed: '#22302d',
};

/** Said in the very sentence that the customer reads, so that both speak of the same thing on the phone. */
const AS_CUSTOMERS_READ = new Set(['deadlineExtended', 'timePassed']);

/** Everything that happened, newest first. What came past the platform is marked: nobody proved who sent it. */
export function OrderTimeline({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('orders');
  const say = useEventWords(order);
  const items = [...order.timeline]
    .sort(
      (a, b) => b.version - a.version || Date.parse(b.at) - Date.parse(a.at) || Number(b.id) - Number(a.id),
    )
    .map((event) => ({
      key: event.id,
      color: COLOURS[event.kind] ?? '#0d6556',
      content: (
        <div className="event">
          <div>
            <b>
              {AS_CUSTOMERS_READ.has(event.kind)
                ? say(event)
                : t([`ops.event.${event.kind}`, 'ops.payload.code'], { code: event.kind })}
            </b>{' '}
            {!event.verified && (
              <Tooltip title={t('ops.order.unverifiedHint')}>
                <Tag color="error">{t('ops.order.unverified')}</Tag>
              </Tooltip>
            )}
          </div>
          <div className="event-details">
            {(AS_CUSTOMERS_READ.has(event.kind)
              ? []
              : eventDetails({
                  payload: event.payload,
                  nameOf: (id) => order.names[id] ?? null,
                  t: t as never,
                  lang: i18n.language,
                })
            ).join(' · ')}
          </div>
          <small>
            {day(event.at, i18n.language)} {clock(event.at, i18n.language)} · {t(`common:role.${event.role}`)}{' '}
            · v{event.version}
          </small>
        </div>
      ),
    }));
  return (
    <Card title={t('ops.order.timeline')} size="small">
      {items.length === 0 ? <Empty description={t('ops.order.noEvents')} /> : <Timeline items={items} />}
    </Card>
  );
}
