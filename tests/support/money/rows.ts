import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Given, Rows } from '../rows.ts';

/** Begun with the simulator, not paid yet. */
export const aPayment = (
  { models }: Rows,
  given: Given<Prisma.PaymentUncheckedCreateInput, 'orderId' | 'amountFen'>,
) => {
  const id = given.id ?? randomUUID();
  return models.payment.create({
    data: { gateway: 'simulator', gatewayRef: `ref-${id}`, status: 'created', ...given, id },
  });
};
