import type { Tx } from '#activities/order-rows/order-row.ts';

const LADDER = ['training', 'warning', 'removal'] as const;
export type PenaltyKind = (typeof LADDER)[number];

/** The next level of the scale: one above the penalties that the helper got within its period. A person decides it. */
export async function proposePenalty(
  tx: Tx,
  input: { helperId: string; at: Date; ladderDays: number },
): Promise<PenaltyKind> {
  const since = new Date(input.at.getTime() - input.ladderDays * 86_400_000);
  const models = await tx.models();
  const earlier = await models.penalty.findMany({
    where: { helperId: input.helperId, at: { gt: since } },
    select: { kind: true },
  });
  return nextRung(earlier.map(({ kind }) => kind));
}

/** @internal a test goes through all levels without a database */
export function nextRung(earlier: string[]): PenaltyKind {
  const highest = Math.max(-1, ...earlier.map((kind) => LADDER.indexOf(kind as PenaltyKind)));
  return LADDER[Math.min(highest + 1, LADDER.length - 1)] as PenaltyKind;
}
