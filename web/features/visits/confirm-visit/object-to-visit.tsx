import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ChoiceChips } from '../../../components/choice-chips.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { useSend } from '../../../lib/use-send.ts';

const REASONS = ['notDone', 'poorQuality', 'damage', 'late', 'other'] as const;
type Reason = (typeof REASONS)[number];

/** Something is wrong with the visit: what, in a word and in words; staff decide. */
export function ObjectToVisit(props: { order: OrderView; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('visits');
  const [reason, setReason] = useState<Reason | null>(null);
  const [note, setNote] = useState('');
  const objecting = useSend('object', props.onClose);
  return (
    <Sheet open={props.open} title={t('object.title')} onClose={props.onClose}>
      <ChoiceChips
        label={t('object.what')}
        single
        options={REASONS.map((value) => ({ value, label: t(`common:reason.${value}`) }))}
        value={reason ? [reason] : []}
        onChange={([value]) => setReason(value ?? null)}
      />
      <label className="field">
        <span>{t('object.note')}</span>
        <textarea maxLength={500} value={note} onChange={(e) => setNote(e.target.value)} />
      </label>
      <p className="notice">{t('object.effect')}</p>
      {objecting.problem && <ProblemNotice problem={objecting.problem} />}
      <button
        type="button"
        className="button"
        data-testid="object-send"
        disabled={!reason || objecting.sending}
        onClick={() =>
          reason &&
          objecting.send({
            params: { orderId: props.order.id },
            body: { reason, ...(note.trim() ? { note: note.trim() } : {}) },
          })
        }
      >
        {objecting.sending ? t('common:sendingNow') : t('object.send')}
      </button>
    </Sheet>
  );
}
