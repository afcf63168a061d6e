import type { OrderRow } from '#activities/order-rows/order-row.ts';
import type { Transition } from '#activities/order-rows/order-subject.ts';
import { lengthOf, outagesWithin, type Span } from '#activities/transition/outages.ts';
import type { OrdersEffects } from '#contracts/orders/effects.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { extendHolds } from './extend-holds.ts';

type Part = Pick<OrdersEffects, 'checkDeadline'>;
type Checked = { ok: true; extendedTo: string | null };
export function deadlineActivities({
  transition,
  heartbeatMs,
}: {
  transition: Transition;
  heartbeatMs: number;
}): Part {
  return {
    async checkDeadline(input): Promise<Checked> {
      const { step, deadline, helperId, graceMs } = input;
      const answer = await transition<Checked>(input, async (tx, order) => {
        const fired = Math.max(Date.parse(deadline), Date.parse(step.at));
        const wait = {
          from: Math.max(Date.parse(input.waitFrom), await lastExtension(tx, input)),
          to: fired,
        };
        const outages = await outagesWithin(tx, wait, heartbeatMs);
        const visits = helperId ? await ownVisits(tx, order, helperId, wait) : [];
        const lost = lengthOf([...outages, ...visits], wait);
        if (lost === 0) return { nothing: { ok: true, extendedTo: null } };

        const ms = Math.max(lost, graceMs);
        const until = new Date(Date.parse(deadline) + ms);
        await extendHolds(tx, order.id, ms);
        const by = outages.length > 0 ? ('outage' as const) : ('visit' as const);
        const payload = { by, minutes: Math.ceil(ms / 60_000), until: until.toISOString() };
        // A wait beside the main one (the payment during the review) does not change the order's deadline.
        const isMain = input.enter.deadline === deadline;
        return {
          result: { ok: true, extendedTo: until.toISOString() },
          events: [{ kind: 'deadlineExtended', payload }],
          changes: isMain ? { deadline: until } : {},
        };
      });
      if (!answer.ok) throw new Error(`checkDeadline was refused: ${answer.code}`);
      return answer;
    },
  };
}

/** Time that an earlier extension of the same wait compensated is not counted again. */
async function lastExtension(
  tx: Tx,
  input: { step: { orderId: string; cause: string }; waitFrom: string },
): Promise<number> {
  const [row] = await tx.query<{ at: Date | null }>(sql`
    SELECT max(at) AS at FROM order_event
    WHERE order_id = ${input.step.orderId} AND kind = 'deadlineExtended' AND cause = ${input.step.cause}
      AND payload ->> 'by' IN ('outage', 'visit') AND at >= ${new Date(input.waitFrom)}`);
  return row?.at?.getTime() ?? 0;
}

/** A helper who is working in another home cannot answer. */
async function ownVisits(tx: Tx, order: OrderRow, helperId: string, wait: Span): Promise<Span[]> {
  const models = await tx.models();
  const visits = await models.visit.findMany({
    where: {
      helperId,
      orderId: { not: order.id },
      checkedInAt: { lt: new Date(wait.to) },
      OR: [{ checkedOutAt: null }, { checkedOutAt: { gt: new Date(wait.from) } }],
    },
    select: { checkedInAt: true, checkedOutAt: true, endsAt: true },
  });
  return visits.map(({ checkedInAt, checkedOutAt }) => ({
    from: (checkedInAt as Date).getTime(),
    to: checkedOutAt?.getTime() ?? wait.to,
  }));
}
