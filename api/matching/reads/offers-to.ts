import { iso } from '#api/order-rows/present-summary.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import type { OfferView } from '#contracts/matching/http.ts';
import { type Quote, splitFen } from '#contracts/money/price.ts';
import type { Database } from '#platform/database.ts';

/** A helper's open tasks: offers that wait for an answer or for the customer's choice, and agreements to sign. */
export async function offersTo(input: { database: Database; helperId: string }): Promise<OfferView[]> {
  const { database, helperId } = input;
  const rows = await database.models.candidate.findMany({
    where: {
      helperId,
      status: { in: ['offered', 'accepted', 'chosen'] },
      order: { OR: [{ stage: 'selection' }, { stage: 'agreement', helperId }] },
    },
    include: { order: true },
    orderBy: { startsAt: 'asc' },
  });
  return rows
    .filter(
      ({ order, round, status }) =>
        round === order.round &&
        (order.stage === 'selection') === (status !== 'chosen') &&
        // Signed already: this helper has nothing to do until the customer has signed, too.
        !(order.stage === 'agreement' && order.waitingFor === 'customer'),
    )
    .map(({ order, quote, startsAt, endsAt, status }) => {
      // Stored JSON that only our own transition writes.
      const { totalFen } = quote as unknown as Quote;
      return {
        orderId: order.id,
        serviceCode: order.serviceCode,
        district: order.district,
        quantity: order.quantity,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt.toISOString(),
        totalFen,
        helperFen: splitFen(totalFen, parsePolicy(order.policy).platformPercent).helper,
        deadline: iso(order.deadline),
        status: status as OfferView['status'],
      };
    });
}
