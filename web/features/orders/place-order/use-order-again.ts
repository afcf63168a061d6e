import { useEffect, useRef } from 'react';
import type { UseFormSetValue } from 'react-hook-form';
import { useRead } from '../../../lib/use-read.ts';
import { toWishDraft, type WishDraft } from '../../matching/state-wishes/wish-draft.ts';
import type { Draft } from './draft.ts';

/** 再来一单: the same service, place and wishes, by the same helper if he is free. */
export function useOrderAgain(orderId: string | null, setValue: UseFormSetValue<Draft>): void {
  const order = useRead('order', { params: { orderId: orderId ?? '' } }, { enabled: Boolean(orderId) }).data;
  const addresses = useRead('addresses', {}, { enabled: Boolean(orderId) }).data?.addresses;
  const filled = useRef(false);
  useEffect(() => {
    if (!order || !addresses || filled.current) return;
    filled.current = true;
    setValue('serviceCode', order.serviceCode);
    setValue('quantity', order.quantity);
    if (order.ending === 'completed' && order.helper) {
      setValue('namedHelperId', order.helper.id);
      setValue('namedHelper', order.helper.displayName);
    }
    if (order.need) {
      const { wishes } = order.need;
      setValue('sex', wishes.sex ?? '');
      setValue('level', wishes.level ?? '');
      if (typeof wishes.brands === 'string') setValue('brands', wishes.brands);
      for (const [name, value] of Object.entries(toWishDraft(wishes)))
        setValue(name as keyof WishDraft, value);
    }
    const place = addresses.find((a) => a.district === order.district && a.line === order.contact?.line);
    if (place) setValue('addressId', place.id);
  }, [order, addresses, setValue]);
}
