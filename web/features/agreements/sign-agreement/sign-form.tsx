import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { CodeInput } from '../../../components/code-input.tsx';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { useSend } from '../../../lib/use-send.ts';

/** Whether the reader may sign now. */
export const maySign = ({ allowed }: Pick<OrderView, 'allowed'>): boolean => allowed.includes('sign');

/** Read, request the code, type it, sign. The hash is of the terms on this screen: changed terms are refused. */
export function SignForm({ order, termsHash }: { order: OrderView; termsHash: string }) {
  const { t } = useTranslation('agreements');
  const [agreed, setAgreed] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const params = { orderId: order.id };
  const asking = useSend('sendSigningCode', (reply) => setSentTo(reply.sentTo));
  const signing = useSend('sign');
  return (
    <>
      <label className="agree">
        <input
          type="checkbox"
          checked={agreed}
          onChange={(e) => setAgreed(e.target.checked)}
          data-testid="agree"
        />
        <span>{t('agreement.iAgree')}</span>
      </label>
      {sentTo === null ? (
        <PrimaryButton state={asking} disabled={!agreed} onClick={() => asking.send({ params, body: {} })}>
          {t('agreement.getCode')}
        </PrimaryButton>
      ) : (
        <>
          <CodeInput
            label={t('agreement.code')}
            length={6}
            value={code}
            hint={t('agreement.codeSent', { to: sentTo })}
            onChange={setCode}
          />
          <PrimaryButton
            state={signing}
            disabled={!agreed || code.length !== 6}
            onClick={() => signing.send({ params, body: { termsHash, code } })}
          >
            {t('agreement.sign')}
          </PrimaryButton>
          <button
            type="button"
            className="link"
            disabled={asking.sending}
            onClick={() => {
              setCode('');
              signing.clear();
              asking.send({ params, body: {} });
            }}
          >
            {t('agreement.newCode')}
          </button>
        </>
      )}
    </>
  );
}
