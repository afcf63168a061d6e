import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Role } from '#contracts/people/roles.ts';

/** The caller, as the session says; never taken from a body. */
export interface Reader {
  id: string;
  role: Role;
  city: string;
  locale: 'zh-CN' | 'en';
  /** The order that the call names, if it was read together with the session; no row: none that this reader may see. */
  asked?: { orderId: string; row: StoredOrder | null };
}
