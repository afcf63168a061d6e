import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { useSend } from '../../../lib/use-send.ts';

const REASONS = ['ill', 'traffic', 'conflict', 'family', 'other'] as const;

/** The helper cannot come: why, and what happens then; another one is found. */
export function Withdraw({ order }: { order: OrderView }) {
  const { t } = useTranslation('visits');
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const withdrawing = useSend('withdrawHelper', () => setOpen(false));
  return (
    <>
      <button type="button" className="link" data-testid="withdraw" onClick={() => setOpen(true)}>
        {t('withdraw.open')}
      </button>
      <Sheet open={open} title={t('withdraw.title')} onClose={() => setOpen(false)}>
        <ChoiceChips
          label={t('withdraw.why')}
          single
          options={REASONS.map((value) => ({ value, label: t(`common:reason.${value}`) }))}
          value={reason ? [reason as (typeof REASONS)[number]] : []}
          onChange={([value]) => setReason(value ?? null)}
        />
        <label className="field">
          <span>{t('withdraw.note')}</span>
          <textarea maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
        </label>
        <p className="notice notice-warm">{t('withdraw.effect')}</p>
        {withdrawing.problem && <ProblemNotice problem={withdrawing.problem} />}
        <button
          type="button"
          className="button button-danger"
          data-testid="withdraw-confirm"
          disabled={!reason || withdrawing.sending}
          onClick={() =>
            reason &&
            withdrawing.send({
              params: { orderId: order.id },
              body: { reason, ...(note.trim() ? { note: note.trim() } : {}) },
            })
          }
        >
          {withdrawing.sending ? t('common:sendingNow') : t('withdraw.yes')}
        </button>
      </Sheet>
    </>
  );
}
