import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ProposalCard } from './proposal-card.tsx';
import { ProposeTime } from './propose-time.tsx';

/** Another time for a planned visit: what is proposed and who must answer, or the way to propose. */
export function ReschedulePart({ order, side }: { order: OrderView; side: 'customer' | 'helper' }) {
  const { t } = useTranslation('visits');
  const [open, setOpen] = useState(false);
  const { reschedule } = order;
  if (!reschedule) return null;
  if (reschedule.proposal) return <ProposalCard order={order} proposal={reschedule.proposal} side={side} />;
  if (!order.allowed.includes('proposeReschedule')) return null;
  return (
    <>
      <button type="button" className="link" data-testid="reschedule" onClick={() => setOpen(true)}>
        {t('reschedule.open')}
      </button>
      <ProposeTime order={order} side={side} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
