import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { API_PREFIX } from '#contracts/http.ts';
import { Page } from '../../../components/page.tsx';
import { RehearsalBar } from '../../../components/rehearsal-bar.tsx';
import { ReadProblem, Skeleton } from '../../../components/states.tsx';
import { useMe } from '../../../lib/session.tsx';
import { useRead } from '../../../lib/use-read.ts';
import { AgreementSummary } from './agreement-summary.tsx';
import { AgreementTermsText } from './agreement-terms-text.tsx';
import { AmendmentList } from './amendment-list.tsx';
import { maySign, SignForm } from './sign-form.tsx';
import { SignStates } from './sign-states.tsx';

/** The e-contract: a summary in six lines, the full terms, and the signature by a one-time code. */
export function Component() {
  const { t } = useTranslation('agreements');
  const { orderId = '' } = useParams();
  const { role } = useMe();
  const agreement = useRead('agreement', { params: { orderId } });
  const order = useRead('order', { params: { orderId } });
  const back = role === 'helper' ? `/helper/orders/${orderId}` : `/orders/${orderId}`;
  const failed = agreement.error ?? order.error;
  return (
    <Page title={t('agreement.title')} back={back}>
      {failed && !(agreement.data && order.data) && (
        <ReadProblem
          error={failed}
          onRetry={() => void Promise.all([agreement.refetch(), order.refetch()])}
        />
      )}
      {(agreement.isPending || order.isPending) && !failed && (
        <div className="card">
          <Skeleton lines={8} />
        </div>
      )}
      {agreement.data && order.data && (
        <>
          <RehearsalBar order={order.data} />
          <AgreementSummary agreement={agreement.data} role={role} />
          <AgreementTermsText agreement={agreement.data} />
          <section className="card">
            <h2>{t('agreement.signatures')}</h2>
            <SignStates signedBy={agreement.data.signatures.map((s) => s.party)} />
            {maySign(order.data) ? (
              <SignForm order={order.data} termsHash={agreement.data.termsHash} />
            ) : (
              <>
                <p className="notice" data-testid="agreement-status">
                  {t(`agreement.status.${agreement.data.status}`)}
                </p>
                <Link className="button" to={back} data-testid="primary-action">
                  {t('agreement.toOrder')}
                </Link>
              </>
            )}
            <AmendmentList agreement={agreement.data} />
            {agreement.data.pdf && (
              <a
                className="button button-plain"
                href={`${API_PREFIX}/orders/${orderId}/agreement.pdf`}
                download={`${orderId}.pdf`}
                data-testid="agreement-pdf"
              >
                {t('agreement.pdf')}
              </a>
            )}
            {agreement.data.pdf && agreement.data.amendments.length > 0 && (
              <p className="hint">{t('agreement.pdfAsSigned')}</p>
            )}
          </section>
        </>
      )}
    </Page>
  );
}
