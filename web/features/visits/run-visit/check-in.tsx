import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { CodeInput } from '../../../components/code-input.tsx';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { NotYet } from './not-yet.tsx';

/** At the door: the four digits the customer shows start the visit. */
export function CheckIn({ order, primary }: { order: OrderView; primary: boolean }) {
  const { t } = useTranslation('visits');
  const [code, setCode] = useState('');
  const arriving = useSend('checkIn');
  if (!order.allowed.includes('checkIn')) return <NotYet order={order} phase="departed" />;
  const send = () => arriving.send({ params: { orderId: order.id }, body: { startCode: code } });
  return (
    <section className="card">
      <h2>{t('visit.arrived')}</h2>
      <CodeInput
        label={t('visit.code')}
        length={4}
        value={code}
        hint={t('visit.codeHint')}
        onChange={setCode}
      />
      {primary ? (
        <PrimaryButton action="checkIn" state={arriving} disabled={code.length !== 4} onClick={send}>
          {t('visit.checkIn')}
        </PrimaryButton>
      ) : (
        <>
          {arriving.problem && <ProblemNotice problem={arriving.problem} />}
          <button
            type="button"
            className="button button-plain"
            data-action="checkIn"
            disabled={code.length !== 4 || arriving.sending}
            onClick={send}
          >
            {arriving.sending ? t('common:sendingNow') : t('visit.checkIn')}
          </button>
        </>
      )}
    </section>
  );
}
