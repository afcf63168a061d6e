import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccountCard } from '../components/account-card.tsx';
import { Page } from '../components/page.tsx';
import { Empty, ReadProblem, Skeleton } from '../components/states.tsx';
import { BlockList } from '../features/people/block-person/block-list.tsx';
import { AddAddress } from '../features/people/keep-addresses/add-address.tsx';
import { AddressLine } from '../features/people/keep-addresses/address-line.tsx';
import { useRead } from '../lib/use-read.ts';

/** Language, letter size, service addresses, sign out. */
export function Component() {
  const { t } = useTranslation('people');
  const addresses = useRead('addresses', {});
  const [adding, setAdding] = useState(false);
  return (
    <Page title={t('common:customer.tab.me')}>
      <AccountCard />
      <section className="card">
        <h2>{t('address.mine')}</h2>
        {addresses.isPending && <Skeleton lines={2} />}
        {addresses.isError && (
          <ReadProblem error={addresses.error} onRetry={() => void addresses.refetch()} />
        )}
        {addresses.data?.addresses.length === 0 && !adding && (
          <Empty title={t('address.none')} hint={t('address.noneHint')} />
        )}
        {addresses.data?.addresses.map((address) => (
          <AddressLine key={address.id} address={address} />
        ))}
        {adding ? (
          <AddAddress onAdded={() => setAdding(false)} onCancel={() => setAdding(false)} />
        ) : (
          <button type="button" className="button button-plain" onClick={() => setAdding(true)}>
            {t('address.add')}
          </button>
        )}
      </section>
      <BlockList />
    </Page>
  );
}
