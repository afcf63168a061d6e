import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import type { Problem } from '#contracts/problem.ts';
import { Page } from '../../../components/page.tsx';
import { Phone } from '../../../components/phone.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ask, isRefused } from '../../../lib/client.ts';
import { yuan } from '../../../lib/money.ts';

/** The payment simulator of development servers, in place of a real gateway's page. */
export function Component() {
  const { t } = useTranslation('money');
  const { paymentId = '' } = useParams();
  const { state } = useLocation() as { state: { orderId: string; amountFen: number } | null };
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [failed, setFailed] = useState(false);
  const back = state ? `/orders/${state.orderId}` : '/orders';

  const report = async (result: 'paid' | 'failed') => {
    setBusy(true);
    setProblem(null);
    try {
      await ask('simulatePayment', { params: { paymentId }, body: { result } });
      if (result === 'paid') await navigate(back, { replace: true });
      else setFailed(true);
    } catch (error) {
      if (!isRefused(error)) throw error;
      setProblem(error.problem);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Phone>
      <Page title={t('pay.simulator')} back={back}>
        <section className="card pay-sheet">
          <p className="hint">{t('pay.simulatorHint')}</p>
          {state && <strong className="amount">{yuan(state.amountFen)}</strong>}
          {failed && <p className="notice notice-warm">{t('pay.failed')}</p>}
          {problem && <ProblemNotice problem={problem} />}
          <button
            type="button"
            className="button"
            data-testid="primary-action"
            disabled={busy}
            onClick={() => void report('paid')}
          >
            {busy ? t('common:sendingNow') : t('pay.paid')}
          </button>
          <button
            type="button"
            className="button button-plain"
            disabled={busy}
            onClick={() => void report('failed')}
          >
            {t('pay.fail')}
          </button>
        </section>
      </Page>
    </Phone>
  );
}
