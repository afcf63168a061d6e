import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { priceRange } from '#contracts/money/price-range.ts';
import { visitMinutes } from '#contracts/orders/visit-minutes.ts';
import { yuan } from '../../../lib/money.ts';
import type { Window } from '../../../lib/wanted-time.ts';
import type { Draft } from './draft.ts';

/** What the order may cost, as every candidate's price will be reckoned: one sum, or the lowest and the highest. */
export function priceRangeWords(input: {
  service: CatalogueReply['services'][number];
  draft: Pick<Draft, 'quantity' | 'level'>;
  /** Without one no day is chosen yet, and no holiday counts. */
  window?: Window;
}): string {
  const { service, draft, window } = input;
  const { quantity, level } = draft;
  if (Number.isNaN(quantity)) return '—';
  const from = window ? Date.parse(window.windowStart) : 0;
  const last = window ? Date.parse(window.windowEnd) - visitMinutes(service, quantity) * 60_000 : 0;
  const { fromFen, toFen } = priceRange({
    unitFen: service.priceFen,
    quantity,
    pricing: service.pricing,
    level: level || undefined,
    ...{ from, to: Math.max(from, last) },
  });
  return fromFen === toFen ? yuan(fromFen) : `${yuan(fromFen)} – ${yuan(toFen)}`;
}
