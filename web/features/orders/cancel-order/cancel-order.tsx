import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { ReadProblem, Skeleton } from '../../../components/states.tsx';
import { yuan } from '../../../lib/money.ts';
import { useRead } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';

const REASONS = ['planChanged', 'foundOther', 'tooExpensive', 'helperIssue', 'other'] as const;

/** Cancelling: why, what it costs, and a second yes that says what will happen. */
export function CancelOrder({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [sure, setSure] = useState(false);
  const fee = useRead('cancelQuote', { params: { orderId: order.id } }, { enabled: open, staleTime: 0 });
  const cancelling = useSend('cancelOrder', () => setOpen(false));
  const close = () => {
    setOpen(false);
    setSure(false);
    cancelling.clear();
  };
  return (
    <>
      <button type="button" className="link" data-testid="cancel-order" onClick={() => setOpen(true)}>
        {t('cancel.open')}
      </button>
      <Sheet open={open} title={t('cancel.title')} onClose={close}>
        <ChoiceChips
          label={t('cancel.why')}
          single
          options={REASONS.map((value) => ({ value, label: t(`common:reason.${value}`) }))}
          value={reason ? [reason as (typeof REASONS)[number]] : []}
          onChange={([value]) => setReason(value ?? null)}
        />
        <label className="field">
          <span>{t('cancel.note')}</span>
          <textarea maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
        </label>
        {fee.isPending && <Skeleton lines={1} />}
        {fee.isError && <ReadProblem error={fee.error} onRetry={() => void fee.refetch()} />}
        {fee.data && (
          <p className={fee.data.feeFen > 0 ? 'notice notice-warm' : 'notice'} data-testid="cancel-fee">
            {fee.data.feeFen > 0 ? t('cancel.fee', { amount: yuan(fee.data.feeFen) }) : t('cancel.free')}
          </p>
        )}
        {cancelling.problem && <ProblemNotice problem={cancelling.problem} />}
        <SendingNotice state={cancelling} />
        {sure && fee.data ? (
          <>
            <p role="alert">{t('cancel.sure', { amount: yuan(fee.data.feeFen) })}</p>
            <button
              type="button"
              className="button button-danger"
              data-testid="cancel-confirm"
              disabled={!reason || cancelling.sending}
              onClick={() =>
                reason &&
                cancelling.send({
                  params: { orderId: order.id },
                  body: { reason, ...(note.trim() ? { note: note.trim() } : {}) },
                })
              }
            >
              {cancelling.sending ? t('common:sendingNow') : t('cancel.yes')}
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button button-danger"
            data-testid="cancel-next"
            disabled={!reason || !fee.data}
            onClick={() => setSure(true)}
          >
            {t('cancel.next')}
          </button>
        )}
      </Sheet>
    </>
  );
}
