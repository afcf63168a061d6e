import type { Address } from '#contracts/people/people.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { phoneWords } from '../../../lib/phone.ts';
import { useCatalogue } from '../../../lib/use-read.ts';

export function AddressLine({ address }: { address: Address }) {
  const tongue = useTongue();
  const district = useCatalogue().data?.districts.find((d) => d.code === address.district);
  return (
    <div className="address">
      <strong>
        {district?.[tongue]} {address.line}
      </strong>
      <small>
        {address.contactName} · {phoneWords(address.contactPhone)}
      </small>
    </div>
  );
}
