import type { NewOrder } from '#contracts/orders/new-order.ts';
import { NO_WISHES, toWishes, type WishDraft } from '../../matching/state-wishes/wish-draft.ts';
import { windowOf } from '../ops-act/values.ts';

export interface PlaceValues extends Partial<WishDraft> {
  serviceCode: string;
  quantity: number;
  addressId: string;
  date: string;
  from: string;
  to: string;
  area?: number | null;
  sex?: 'female' | 'male';
  level?: 'junior' | 'senior' | 'expert';
  forOther?: boolean;
  careNotes?: string;
  remarks?: string;
  incomplete?: boolean;
  rehearsal?: boolean;
}

/** The form as an inquiry on behalf of a customer; what was left empty is left out. */
export function newOrderOf(v: PlaceValues, by: { customerId: string; utcOffset: number }): NewOrder {
  const wishes = {
    ...(v.sex ? { sex: v.sex } : {}),
    ...(v.level ? { level: v.level } : {}),
    ...toWishes({ ...NO_WISHES, ...stated(v) }, v.serviceCode),
  };
  return {
    serviceCode: v.serviceCode,
    quantity: v.quantity,
    addressId: v.addressId,
    onBehalfOf: by.customerId,
    ...windowOf(v, by.utcOffset),
    ...(v.area ? { area: v.area } : {}),
    ...(Object.keys(wishes).length > 0 ? { wishes } : {}),
    ...(v.forOther ? { forOther: true } : {}),
    ...(v.careNotes?.trim() ? { careNotes: v.careNotes.trim() } : {}),
    ...(v.remarks?.trim() ? { remarks: v.remarks.trim() } : {}),
    ...(v.incomplete ? { incomplete: true } : {}),
    ...(v.rehearsal ? { rehearsal: 'rehearsal' as const } : {}),
  };
}

/** A field that was cleared or never shown says nothing. */
const stated = (v: PlaceValues): Partial<WishDraft> =>
  Object.fromEntries(
    Object.keys(NO_WISHES).flatMap((name) =>
      name in v && v[name as keyof WishDraft] != null ? [[name, v[name as keyof WishDraft]]] : [],
    ),
  );
