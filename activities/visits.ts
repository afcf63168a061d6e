import { timingSafeEqual } from 'node:crypto';
import type { OrderEventOf } from '#contracts/events.ts';
import { millis } from '#contracts/policy.ts';
import type { Done, OrderActivities, Refusal } from '#contracts/transitions.ts';
import type { Prisma, Visit } from '#prisma/generated/client.ts';
import type { OrderRow } from './order-row.ts';
import { overtakeCases } from './overtake-cases.ts';
import { Refused } from './refused.ts';
import type { Transition } from './transition.ts';

type Part = Pick<OrderActivities, 'recordVisit'>;
type Input = Parameters<OrderActivities['recordVisit']>[0];

export function visitActivities({ transition }: { transition: Transition }): Part {
  return {
    async recordVisit(input): Promise<Done | Refusal> {
      return transition<Done>(input, async (tx, order) => {
        const visit = await tx.visit.findUnique({ where: { orderId: order.id } });
        if (!visit) throw new Error(`${order.id} has no visit`);
        const { event, data } = await factOf(input, order, visit);
        if (data) await tx.visit.update({ where: { orderId: order.id }, data });
        // Whoever is there can come: what ops were asked about the arrival has its answer.
        if (event.kind === 'checkedIn')
          await overtakeCases(tx, order.id, { kinds: ['arrival', 'fitness'], at: input.step.at });
        // The rest of the slot is free again as soon as the helper has finished.
        if (input.fact === 'checkedOut') {
          await tx.booking.updateMany({
            where: { orderId: order.id, status: 'confirmed' },
            data: { status: 'done' },
          });
        }
        return { result: { ok: true }, events: [event] };
      });
    },
  };
}

async function factOf(
  input: Input,
  order: OrderRow,
  visit: Visit,
): Promise<{ event: OrderEventOf; data?: Prisma.VisitUpdateInput }> {
  const at = new Date(input.step.at);
  // In a rehearsal people let time pass: the order's clock is ahead of the wall's.
  const now = at.getTime() + input.enter.clockShiftMs;
  const device = input.deviceAt ? { deviceAt: input.deviceAt } : {};
  switch (input.fact) {
    case 'due':
      return { event: { kind: 'visitDue', payload: {} } };
    case 'departed':
      return { event: { kind: 'helperDeparted', payload: {} }, data: { departedAt: at } };
    case 'late': {
      const minutes = Math.max(1, Math.round((now - visit.startsAt.getTime()) / 60_000));
      return { event: { kind: 'helperLate', payload: { minutes } }, data: { lateMinutes: minutes } };
    }
    case 'checkedIn': {
      if (now < visit.startsAt.getTime() - millis(order.policy.checkInEarly)) throw new Refused('TooEarly');
      checkCode(input, order, visit);
      const data = { checkedInAt: at, checkInDeviceAt: dateOf(input.deviceAt), checkInProof: 'code' };
      return { event: { kind: 'checkedIn', payload: { proof: 'code', ...device } }, data };
    }
    case 'checkInOverridden': {
      const data = { checkedInAt: at, checkInDeviceAt: dateOf(input.deviceAt), checkInProof: 'override' };
      return { event: { kind: 'checkedIn', payload: { proof: 'override', ...device } }, data };
    }
    case 'checkedOut': {
      const minutes = Math.max(0, Math.round((at.getTime() - (visit.checkedInAt ?? at).getTime()) / 60_000));
      const data = { checkedOutAt: at, checkOutDeviceAt: dateOf(input.deviceAt) };
      return { event: { kind: 'checkedOut', payload: { minutes, ...device } }, data };
    }
  }
}

/** A wrong code is counted although the answer is no; after too many only our staff can confirm the arrival. */
function checkCode(input: Input, order: OrderRow, visit: Visit): void {
  if (visit.codeAttempts >= order.policy.startCodeAttempts) throw new Refused('CodeLocked');
  const given = Buffer.from(input.startCode ?? '');
  const right = Buffer.from(visit.startCode);
  if (given.length === right.length && timingSafeEqual(given, right)) return;
  const last = visit.codeAttempts + 1 >= order.policy.startCodeAttempts;
  throw new Refused(last ? 'CodeLocked' : 'WrongStartCode', {
    remember: (tx) =>
      tx.visit.update({ where: { orderId: order.id }, data: { codeAttempts: { increment: 1 } } }),
  });
}

const dateOf = (iso: string | undefined): Date | null => (iso ? new Date(iso) : null);
