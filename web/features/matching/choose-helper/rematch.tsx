import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { useRematch } from './use-rematch.ts';

const REASONS = ['price', 'distance', 'experience', 'time', 'other'] as const;
type Reason = (typeof REASONS)[number];

/** 换一批: other helpers, and why these did not fit, so that the next ones do. */
export function Rematch({ order }: { order: OrderView }) {
  const { t } = useTranslation('matching');
  const [open, setOpen] = useState(false);
  const [reasons, setReasons] = useState<Reason[]>([]);
  const [note, setNote] = useState('');
  const asking = useRematch(() => setOpen(false));
  if (order.rematchesLeft <= 0) return <p className="hint">{t('rematch.noneLeft')}</p>;
  return (
    <>
      <button
        type="button"
        className="button button-plain"
        data-testid="rematch"
        onClick={() => setOpen(true)}
      >
        {t('rematch.open')} <small>{t('rematch.left', { count: order.rematchesLeft })}</small>
      </button>
      <Sheet open={open} title={t('rematch.title')} onClose={() => setOpen(false)}>
        <ChoiceChips
          label={t('rematch.why')}
          options={REASONS.map((value) => ({ value, label: t(`rematchReason.${value}`) }))}
          value={reasons}
          onChange={setReasons}
        />
        <label className="field">
          <span>{t('rematch.note')}</span>
          <textarea maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
        </label>
        <p className="hint">{t('rematch.effect')}</p>
        {asking.problem && <ProblemNotice problem={asking.problem} />}
        <button
          type="button"
          className="button"
          data-testid="rematch-send"
          disabled={reasons.length === 0 || asking.sending}
          onClick={() =>
            asking.send({
              params: { orderId: order.id },
              body: { reasons, ...(note.trim() ? { note: note.trim() } : {}) },
            })
          }
        >
          {asking.sending ? t('common:sendingNow') : t('rematch.send')}
        </button>
      </Sheet>
    </>
  );
}
