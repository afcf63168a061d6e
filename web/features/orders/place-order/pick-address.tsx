import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ReadProblem, Skeleton } from '../../../components/states.tsx';
import { useRead } from '../../../lib/use-read.ts';
import { AddAddress } from '../../people/keep-addresses/add-address.tsx';
import { AddressLine } from '../../people/keep-addresses/address-line.tsx';

/** Where: one of the customer's addresses, or a new one. */
export function PickAddress({ value, onChange }: { value: string; onChange: (id: string) => void }) {
  const { t } = useTranslation('orders');
  const read = useRead('addresses', {});
  const addresses = read.data?.addresses;
  const [adding, setAdding] = useState(false);

  useEffect(() => {
    if (addresses && !addresses.some((a) => a.id === value)) onChange(addresses[0]?.id ?? '');
  }, [addresses, value, onChange]);

  return (
    <section className="card">
      <h2>{t('place.where')}</h2>
      {read.isPending && <Skeleton lines={2} />}
      {read.isError && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      <div role="radiogroup" aria-label={t('place.where')} className="options">
        {addresses?.map((address) => (
          <label key={address.id} className="option">
            <input
              type="radio"
              name="address"
              checked={address.id === value}
              onChange={() => onChange(address.id)}
            />
            <AddressLine address={address} />
          </label>
        ))}
      </div>
      {adding || addresses?.length === 0 ? (
        <AddAddress
          onCancel={() => setAdding(false)}
          onAdded={(address) => {
            setAdding(false);
            onChange(address.id);
          }}
        />
      ) : (
        <button type="button" className="link" onClick={() => setAdding(true)}>
          {t('people:address.add')}
        </button>
      )}
    </section>
  );
}
