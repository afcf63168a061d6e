import { metresBetween } from '#activities/calendars/distance.ts';
import type { Deps } from '#api/deps.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import { needBeforeSigning } from '#api/order-rows/need-before-signing.ts';
import { iso } from '#api/order-rows/present-summary.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import type { ReplyOf } from '#contracts/http.ts';
import { OfferView } from '#contracts/matching/http.ts';
import { type Quote, splitFen } from '#contracts/money/price.ts';
import { blurDistance } from './blur-distance.ts';

/** A helper's open tasks: offers that wait for an answer or for the customer's choice, and agreements to sign. */
export async function offersTo(input: { deps: Deps; helperId: string }): Promise<ReplyOf<'offers'>> {
  const { deps, helperId } = input;
  const { database } = deps;
  const rows = await database.models.candidate.findMany({
    where: {
      helperId,
      status: { in: ['offered', 'accepted', 'chosen'] },
      order: { OR: [{ stage: 'selection' }, { stage: 'agreement', helperId }] },
    },
    include: { order: { include: { inquiry: true } } },
    orderBy: { startsAt: 'asc' },
  });
  const home = await database.models.helper.findUniqueOrThrow({
    where: { id: helperId },
    select: { homeLatitude: true, homeLongitude: true },
  });
  const from = { latitude: home.homeLatitude, longitude: home.homeLongitude };
  const open = rows.filter(
    ({ order, round, status }) =>
      round === order.round &&
      (order.stage === 'selection') === (status !== 'chosen') &&
      // Signed already: this helper has nothing to do until the customer has signed, too.
      !(order.stage === 'agreement' && order.waitingFor === 'customer'),
  );
  const { shown, unreadable } = readableRows({
    ...{ deps, list: 'offers', rows: open, item: OfferView },
    idOf: ({ orderId }) => orderId,
    present: ({ order, quote, startsAt, endsAt, status }) => {
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
        metres: order.inquiry ? blurDistance(metresBetween(from, order.inquiry)) : 0,
        need: order.inquiry && needBeforeSigning(order.inquiry, status === 'chosen'),
      };
    },
  });
  return { offers: shown, unreadable };
}
