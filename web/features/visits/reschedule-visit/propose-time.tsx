import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { StartPicker } from '../../../components/start-picker.tsx';
import { yuan } from '../../../lib/money.ts';
import { dayAndClock, localDate, span } from '../../../lib/time.ts';
import { useRead } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';
import { startNames } from './proposal-card.tsx';

const DAY = 86_400_000;

interface Props {
  order: OrderView;
  side: 'customer' | 'helper';
}

/** The way to ask for another time, as long as the reader may. */
export function ProposeTime(props: Props) {
  const { t } = useTranslation('visits');
  const [open, setOpen] = useState(false);
  if (!props.order.allowed.includes('proposeReschedule')) return null;
  return (
    <>
      <button type="button" className="link" data-testid="reschedule" onClick={() => setOpen(true)}>
        {t('reschedule.open')}
      </button>
      <PickTime {...props} open={open} onClose={() => setOpen(false)} />
    </>
  );
}

/** Pick a day and one of the helper's free starts; whether it moves at once or the other side is asked is said before. */
function PickTime({ order, side, open, onClose }: Props & { open: boolean; onClose: () => void }) {
  const { t, i18n } = useTranslation('visits');
  const agreed = localDate(order.startsAt ?? Date.now());
  const [{ date, start }, setTime] = useState<{ date: string; start: string | null }>({
    date: agreed,
    start: null,
  });
  const params = { orderId: order.id };
  const free = useRead('freeStarts', { params, query: { day: date } }, { enabled: open, staleTime: 0 });
  const fee = useRead(
    'cancelQuote',
    { params },
    { enabled: open && side === 'customer' && order.allowed.includes('cancelOrder'), staleTime: 0 },
  );
  const proposing = useSend('proposeReschedule', onClose);
  const picked = free.data?.starts.find((s) => s.startsAt === start) ?? null;
  const asks = side === 'helper' || Boolean(picked?.consent);
  const when = picked ? dayAndClock(picked.startsAt, i18n.language) : '';
  return (
    <Sheet open={open} title={t('reschedule.title')} onClose={onClose}>
      {order.startsAt && order.endsAt && (
        <p>{t('reschedule.now', { when: span(order.startsAt, order.endsAt, i18n.language) })}</p>
      )}
      <p className="hint">{t('reschedule.left', { count: order.reschedule?.left ?? 0 })}</p>
      <StartPicker
        days={daysUntil(order.reschedule?.latest ?? order.startsAt ?? '')}
        standing={agreed}
        picked={{ date, start }}
        onPick={(to) => {
          setTime(to);
          proposing.clear();
        }}
        read={free}
        starts={free.data?.starts.map(({ startsAt }) => startsAt)}
        testId="reschedule-start"
      />
      {picked && (
        <p className={asks ? 'notice notice-warm' : 'notice'} data-testid="reschedule-effect">
          {asks
            ? side === 'helper'
              ? t('reschedule.askCustomer')
              : t('reschedule.askHelper')
            : t('reschedule.atOnce')}
        </p>
      )}
      {fee.data && fee.data.feeFen > 0 && (
        <p className="notice notice-warm">{t('reschedule.feeStays', { amount: yuan(fee.data.feeFen) })}</p>
      )}
      {proposing.problem && (
        <ProblemNotice
          problem={proposing.problem}
          names={startNames(proposing.problem.alternatives, i18n.language)}
        />
      )}
      <SendingNotice state={proposing} />
      <button
        type="button"
        className="button"
        data-testid="reschedule-send"
        disabled={!picked || proposing.sending}
        onClick={() => picked && proposing.send({ params, body: { startsAt: picked.startsAt } })}
      >
        {proposing.sending
          ? t('common:sendingNow')
          : !picked
            ? t('reschedule.open')
            : asks
              ? t('reschedule.ask', { when })
              : t('reschedule.move', { when })}
      </button>
    </Sheet>
  );
}

/** Local dates from today to the last day on which the visit may start. */
function daysUntil(latest: string): string[] {
  const days: string[] = [];
  for (let at = Date.now(); localDate(at) <= localDate(latest || at) && days.length < 62; at += DAY)
    days.push(localDate(at));
  return days;
}
