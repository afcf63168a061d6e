import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { type AgreementTerms, CLAUSES } from '#contracts/agreements/agreement.ts';
import { type Quote, splitFen } from '#contracts/money/price.ts';
import { canonicalJson, sha256Hex } from '#platform/canonical-json.ts';

/** The terms that both sides sign, and their hash. No names, phones or addresses. */
export function draftTerms(input: {
  order: OrderRow;
  helperId: string;
  unit: string;
  quote: Quote;
  startsAt: Date;
  endsAt: Date;
}): { terms: AgreementTerms; termsHash: string } {
  const { order, quote } = input;
  const share = splitFen(quote.totalFen, order.policy.platformPercent);
  const terms: AgreementTerms = {
    version: 1,
    orderId: order.id,
    customerId: order.customerId,
    helperId: input.helperId,
    serviceCode: order.serviceCode,
    city: order.city,
    district: order.district,
    quantity: order.quantity,
    unit: input.unit,
    startsAt: input.startsAt.toISOString(),
    endsAt: input.endsAt.toISOString(),
    quote,
    helperFen: share.helper,
    platformFen: share.platform,
    cancelFees: order.policy.cancelFees,
    noShowFeePercent: order.policy.noShowFeePercent,
    clauses: [...CLAUSES],
  };
  return { terms, termsHash: sha256Hex(canonicalJson(terms)) };
}
