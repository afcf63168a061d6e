import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { Page } from '../components/page.tsx';
import { RehearsalBar } from '../components/rehearsal-bar.tsx';
import { ReadProblem, Skeleton } from '../components/states.tsx';
import { Timeline } from '../components/timeline.tsx';
import { AgreementPart } from '../features/agreements/sign-agreement/agreement-part.tsx';
import { ToOffers } from '../features/matching/answer-offer/offer-card.tsx';
import { useReadNotices } from '../features/notices/read-inbox/use-read-notices.ts';
import { BlockPart } from '../features/people/block-person/block-part.tsx';
import { ReschedulePart } from '../features/visits/reschedule-visit/reschedule-part.tsx';
import { RunVisit } from '../features/visits/run-visit/run-visit.tsx';
import { VisitCard } from '../features/visits/run-visit/visit-card.tsx';
import { Withdraw } from '../features/visits/run-visit/withdraw.tsx';
import { useRead } from '../lib/use-read.ts';

/** One visit as the helper needs it: where, when, the one thing to do now. */
export function Component() {
  const { t } = useTranslation('visits');
  const { orderId = '' } = useParams();
  const read = useRead('order', { params: { orderId } });
  const order = read.data;
  useReadNotices(orderId);
  return (
    <Page title={t('visit.title')} back="/helper">
      {read.isPending && (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
      {read.isError && !order && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {order && (
        <>
          <RehearsalBar order={order} />
          <VisitCard order={order} />
          <ToOffers order={order} />
          {order.stage === 'agreement' && <AgreementPart order={order} />}
          {order.agreement?.pdf && (
            <Link className="link" to={`/helper/orders/${order.id}/agreement`}>
              {t('agreements:agreement.read')}
            </Link>
          )}
          {order.reschedule?.proposal && <ReschedulePart order={order} side="helper" />}
          <RunVisit order={order} />
          <section className="card">
            <h2>{t('visit.timeline')}</h2>
            <Timeline order={order} />
          </section>
          <BlockPart order={order} />
          {!order.reschedule?.proposal && <ReschedulePart order={order} side="helper" />}
          {order.allowed.includes('withdrawHelper') && <Withdraw order={order} />}
        </>
      )}
    </Page>
  );
}
