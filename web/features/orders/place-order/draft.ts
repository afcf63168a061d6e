import { MOST_AREA, type NewOrder } from '#contracts/orders/new-order.ts';
import { wholeNumber } from '#contracts/typed/whole-number.ts';
import type { WantedTime, Window } from '../../../lib/wanted-time.ts';
import { NO_WISHES, toWishes, type WishDraft } from '../../matching/state-wishes/wish-draft.ts';

/** What the customer has filled in so far; kept until sent, so that a call or a reload loses nothing. */
export interface Draft extends WantedTime, WishDraft {
  serviceCode: string;
  quantity: number;
  addressId: string;
  forOther: boolean;
  area: string;
  careNotes: string;
  remarks: string;
  sex: '' | 'female' | 'male';
  level: '' | 'junior' | 'senior' | 'expert';
  brands: string;
  namedHelperId: string;
  namedHelper: string;
  rehearsal: boolean;
}

const EMPTY_DRAFT: Draft = {
  serviceCode: '',
  quantity: 1,
  now: false,
  date: '',
  from: '',
  to: '',
  addressId: '',
  forOther: false,
  area: '',
  careNotes: '',
  remarks: '',
  sex: '',
  level: '',
  brands: '',
  ...NO_WISHES,
  namedHelperId: '',
  namedHelper: '',
  rehearsal: false,
};

/** What was kept, over an empty draft. A quantity that was no whole number is kept as null. */
export const draftOf = (kept: Partial<Draft>): Draft => ({
  ...EMPTY_DRAFT,
  ...kept,
  quantity: kept.quantity ?? EMPTY_DRAFT.quantity,
});

/** Nothing, or whole square metres that a home can have. */
export function isArea(typed: string): boolean {
  if (typed.trim() === '') return true;
  const area = wholeNumber(typed);
  return area !== null && area >= 1 && area <= MOST_AREA;
}

/** The draft as the message that starts an order. */
export function toNewOrder(draft: Draft, window: Window): NewOrder {
  const wishes = {
    ...(draft.sex ? { sex: draft.sex } : {}),
    ...(draft.level ? { level: draft.level } : {}),
    ...(draft.brands.trim() ? { brands: draft.brands.trim() } : {}),
    ...toWishes(draft, draft.serviceCode),
  };
  return {
    serviceCode: draft.serviceCode,
    addressId: draft.addressId,
    quantity: draft.quantity,
    ...window,
    ...(draft.forOther ? { forOther: true } : {}),
    ...(wholeNumber(draft.area) ? { area: wholeNumber(draft.area)! } : {}),
    ...(draft.careNotes.trim() ? { careNotes: draft.careNotes.trim() } : {}),
    ...(draft.remarks.trim() ? { remarks: draft.remarks.trim() } : {}),
    ...(Object.keys(wishes).length > 0 ? { wishes } : {}),
    ...(draft.namedHelperId ? { namedHelperId: draft.namedHelperId } : {}),
    ...(draft.rehearsal ? { rehearsal: 'rehearsal' as const } : {}),
  };
}
