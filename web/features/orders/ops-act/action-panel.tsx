import { Button, Card, Empty } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ActionDialog } from './action-dialog.tsx';
import { GROUPS, STAFF_ACTIONS, type StaffAction } from './actions.ts';
import { staffActions, urgentAction } from './staff-actions.ts';

/** The most urgent first, as in the table. */
const ORDER = Object.keys(STAFF_ACTIONS) as StaffAction[];

/** Everything this person may do with the order now, by whom it is done for. */
export function ActionPanel({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const [action, setAction] = useState<StaffAction | null>(null);
  const actions = staffActions(order);
  const withheld = ORDER.filter((a) => (order.forColleagues as string[]).includes(a));
  // The one that is due first; the others are decided on their pages.
  const [openCase = null] = order.cases
    .filter((c) => c.status === 'open')
    .sort((a, b) => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'));
  return (
    <Card title={t('ops.order.actions')} size="small" className="action-panel">
      {actions.length + withheld.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('ops.order.noActions')} />
      )}
      {GROUPS.map((group) => {
        const inGroup = ORDER.filter((a) => STAFF_ACTIONS[a].group === group);
        const here = inGroup.filter((a) => actions.includes(a));
        const notHere = inGroup.filter((a) => withheld.includes(a));
        return here.length + notHere.length === 0 ? null : (
          <fieldset key={group} aria-label={t(`ops.group.${group}`)}>
            <h3>{t(`ops.group.${group}`)}</h3>
            <div className="action-buttons">
              {here.map((a) => (
                <Button
                  key={a}
                  data-testid={`act-${a}`}
                  type={a === urgentAction(order, actions) ? 'primary' : 'default'}
                  danger={STAFF_ACTIONS[a].danger}
                  className={group === 'rehearsal' ? 'rehearsal-button' : undefined}
                  onClick={() => setAction(a)}
                >
                  {t(`ops.act.${a}.title`)}
                </Button>
              ))}
              {notHere.map((a) => (
                <Button key={a} disabled data-testid={`act-${a}`}>
                  {t(`ops.act.${a}.title`)}
                </Button>
              ))}
            </div>
            {notHere.length > 0 && <p className="quiet">{t('ops.order.forColleagues')}</p>}
          </fieldset>
        );
      })}
      {action && (
        <ActionDialog
          action={action}
          subject={{ orderId: order.id, order, openCase }}
          onClose={() => setAction(null)}
        />
      )}
    </Card>
  );
}
