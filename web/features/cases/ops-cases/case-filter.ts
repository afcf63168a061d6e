import { useSearchParams } from 'react-router';
import { CASE_LISTS, type CaseList } from '#contracts/cases/case.ts';
import { CASE_KINDS, type CaseKind } from '#contracts/cases/kinds.ts';
import { findOrderNumber } from '#contracts/typed/order-number.ts';

export interface CaseFilter {
  view: CaseList;
  kind?: CaseKind;
  orderId?: string;
}

/** The filter of the list is in the address, so that it can be bookmarked and shared. */
export function useCaseFilter(): [CaseFilter, (change: Partial<CaseFilter>) => void] {
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const change = (to: Partial<CaseFilter>) => {
    const { view, kind, orderId } = { ...filter, ...to };
    setParams({
      ...(view === 'open' ? {} : { view }),
      ...(kind ? { kind } : {}),
      ...(orderId ? { orderId } : {}),
    });
  };
  return [filter, change];
}

/** `status` is the former name of `view`; unknown values are ignored. */
function filterOf(params: URLSearchParams): CaseFilter {
  const view = params.get('view') ?? params.get('status');
  const kind = params.get('kind');
  const order = findOrderNumber(params.get('orderId') ?? '');
  return {
    view: CASE_LISTS.find((one) => one === view) ?? 'open',
    ...(CASE_KINDS.includes(kind as CaseKind) ? { kind: kind as CaseKind } : {}),
    ...(order ? { orderId: order } : {}),
  };
}
