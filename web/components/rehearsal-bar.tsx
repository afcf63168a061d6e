import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { dayAndClock } from '../lib/time.ts';
import { useSend } from '../lib/use-send.ts';
import { ProblemNotice } from './problem-notice.tsx';

/** Marks a rehearsal order in a bar at the bottom. Its button skips the current wait and says what that will do. */
export function RehearsalBar({
  order,
}: {
  order: Pick<OrderView, 'id' | 'rehearsal' | 'stage' | 'deadline' | 'allowed' | 'phase' | 'waitingFor'>;
}) {
  const { t, i18n } = useTranslation();
  const passing = useSend('letTimePass');
  if (!order.rehearsal) return null;
  const mayPass = order.allowed.includes('letTimePass');
  const byStaff = isStaff({ role: order.waitingFor });
  const step = byStaff
    ? 'byStaff'
    : order.stage === 'visit' && order.phase
      ? `visit_${order.phase}`
      : order.stage;
  return (
    <section className="rehearsal" aria-label={t('orders:rehearsal.title')}>
      <b>{t('orders:rehearsal.title')}</b>
      {mayPass && order.deadline && (
        <button
          type="button"
          className="button button-rehearsal"
          data-testid="let-time-pass"
          disabled={passing.sending}
          onClick={() => passing.send({ params: { orderId: order.id }, body: {} })}
        >
          {passing.sending
            ? t('orders:rehearsal.passing')
            : t('orders:rehearsal.passTo', { at: dayAndClock(order.deadline, i18n.language) })}
        </button>
      )}
      <small>
        {t('orders:rehearsal.what')}
        {mayPass &&
          ` ${t(`orders:rehearsal.then.${step}`, { defaultValue: t('orders:rehearsal.then.other') })}`}
      </small>
      {passing.problem && <ProblemNotice problem={passing.problem} />}
    </section>
  );
}
