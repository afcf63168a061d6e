import { insertHoldsSql, type NewHold } from '#activities/calendars/booking.ts';
import type { Quote } from '#contracts/money/price.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Reason } from './reasons.ts';

/** A row of a shortlist besides its order and round. */
export interface Candidate {
  helperId: string;
  rank: number;
  score: number;
  reasons: Reason[];
  quote: Quote;
  startsAt: Date;
  endsAt: Date;
  hold: 'firm' | 'soft';
  status: 'offered' | 'accepted';
  answeredAt: Date | null;
  offeredAt: Date;
}

/** The holds and the candidates of a round. Candidates of earlier rounds become `passed`. */
export async function writeShortlist(
  tx: Tx,
  shortlist: { orderId: string; round: number; holds: NewHold[]; rows: Candidate[] },
): Promise<void> {
  const { orderId, round, holds, rows } = shortlist;
  await tx.execute(sql`
    WITH passed AS (
      UPDATE candidate SET status = 'passed'
      WHERE order_id = ${orderId} AND round < ${round} AND status IN ('offered', 'accepted')
    ), held AS (${insertHoldsSql(holds)})
    INSERT INTO candidate (order_id, round, helper_id, rank, score, reasons, quote, starts_at, ends_at, hold, status,
      answered_at, offered_at)
    SELECT ${orderId}, ${round}, "helperId", rank, score, reasons, quote, "startsAt", "endsAt", hold, status,
      "answeredAt", "offeredAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS given ("helperId" uuid, rank int, score float8,
      reasons jsonb, quote jsonb, "startsAt" timestamptz, "endsAt" timestamptz, hold text, status text,
      "answeredAt" timestamptz, "offeredAt" timestamptz)`);
}
