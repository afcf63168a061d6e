/** A row of the shortlist of an order's first round. */
export const aCandidate = (
  orderId: string,
  helperId: string,
  more: { round?: number; status?: string } = {},
) => ({
  orderId,
  round: 0,
  helperId,
  rank: 1,
  score: 50,
  reasons: [{ code: 'near', value: 1200 }],
  quote: { lines: [{ code: 'base', fen: 12_000 }], totalFen: 12_000, unitFen: 4_000, quantity: 3 },
  startsAt: new Date(Date.now() + 86_400_000),
  endsAt: new Date(Date.now() + 97_200_000),
  hold: 'firm',
  status: 'offered',
  ...more,
});
