import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { useRead } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';

/** On a closed order: never to be matched with the other side again, and taking that back. */
export function BlockPart({ order }: { order: OrderView }) {
  const { t } = useTranslation('people');
  const [open, setOpen] = useState(false);
  const params = { orderId: order.id };
  const { data } = useRead('orderBlock', { params }, { enabled: order.stage === 'closed' });
  const close = () => setOpen(false);
  const blocking = useSend('blockPerson', close);
  const removing = useSend('removeBlock', close);
  if (!data?.possible) return null;
  const { block } = data;
  const sending = blocking.sending || removing.sending;
  const problem = blocking.problem ?? removing.problem;
  return (
    <>
      {block && (
        <p className="notice" data-testid="blocked">
          {t('block.is', { name: block.name })}
        </p>
      )}
      <button type="button" className="link" data-testid="block-open" onClick={() => setOpen(true)}>
        {t(block ? 'block.remove' : 'block.open')}
      </button>
      <Sheet open={open} title={t(block ? 'block.remove' : 'block.open')} onClose={close}>
        <p className={block ? 'notice' : 'notice notice-warm'}>
          {t(block ? 'block.removeEffect' : 'block.effect')}
        </p>
        {problem && <ProblemNotice problem={problem} />}
        <button
          type="button"
          className="button button-danger"
          data-testid="block-confirm"
          disabled={sending}
          onClick={() =>
            block
              ? removing.send({ params: { personId: block.personId } })
              : blocking.send({ params, body: {} })
          }
        >
          {sending ? t('common:sendingNow') : t(block ? 'block.removeYes' : 'block.yes')}
        </button>
      </Sheet>
    </>
  );
}
