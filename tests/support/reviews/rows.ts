import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import { type Given, inHours, type Rows } from '../rows.ts';

export const aPenalty = (
  { models }: Rows,
  given: Given<Prisma.PenaltyUncheckedCreateInput, 'orderId' | 'helperId' | 'kind' | 'decidedBy'>,
) =>
  models.penalty.create({
    data: { key: randomUUID(), reason: 'lowScore', appealUntil: inHours(72), ...given },
  });

/** Five points and five yuan. */
export const aReward = (
  { models }: Rows,
  given: Given<Prisma.RewardUncheckedCreateInput, 'orderId' | 'helperId'>,
) => models.reward.create({ data: { key: randomUUID(), points: 5, bonusFen: 500, boost: 5, ...given } });
