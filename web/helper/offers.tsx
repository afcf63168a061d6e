import { useTranslation } from 'react-i18next';
import { Page } from '../components/page.tsx';
import { Empty, ReadProblem, Skeleton } from '../components/states.tsx';
import { UnreadableRows } from '../components/unreadable-rows.tsx';
import { OfferCard } from '../features/matching/answer-offer/offer-card.tsx';
import { useRead } from '../lib/use-read.ts';

/** What is offered to me, the nearest deadline first. */
export function Component() {
  const { t } = useTranslation('matching');
  const read = useRead('offers', {});
  const offers = [...(read.data?.offers ?? [])].sort((a, b) =>
    (a.deadline ?? a.startsAt).localeCompare(b.deadline ?? b.startsAt),
  );
  return (
    <Page title={t('offers.title')}>
      {read.isPending && (
        <div className="card">
          <Skeleton lines={5} />
        </div>
      )}
      {read.isError && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && offers.length === 0 && <Empty title={t('offers.none')} hint={t('offers.noneHint')} />}
      <UnreadableRows rows={read.data?.unreadable} to={(id) => `/helper/orders/${id}`} />
      {offers.map((offer) => (
        <OfferCard key={offer.orderId} offer={offer} />
      ))}
    </Page>
  );
}
