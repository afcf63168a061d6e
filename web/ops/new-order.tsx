import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FindCustomer, type FoundCustomer } from '../features/orders/ops-place-order/find-customer.tsx';
import { OrderForm } from '../features/orders/ops-place-order/order-form.tsx';

/** An order for a customer on the phone. */
export function Component() {
  const { t } = useTranslation('orders');
  const [customer, setCustomer] = useState<FoundCustomer | null>(null);
  return (
    <div className="narrow">
      <h1>{t('common:ops.head.newOrder')}</h1>
      <FindCustomer chosen={customer} onChoose={setCustomer} />
      {customer && customer.addresses.length > 0 && <OrderForm key={customer.id} customer={customer} />}
    </div>
  );
}
