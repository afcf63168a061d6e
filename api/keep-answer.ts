import { isErrorCode } from '#contracts/errors.ts';
import type { Database } from '#platform/database.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Keyed } from './endpoint.ts';
import { isSameBody } from './hashes.ts';
import { Refused } from './refused.ts';

export type Tx = Prisma.TransactionClient;

/**
 * Does an unsafe work that has no workflow behind it once per key: the work and its answer are one transaction, so a
 * repeated call gets the first answer, and a crash leaves neither.
 */
export async function keepAnswer<R extends object>(input: {
  database: Database;
  keyed: Keyed;
  work: (tx: Tx) => Promise<R>;
}): Promise<R> {
  const { database, keyed } = input;
  try {
    return await database.$transaction(async (tx) => {
      const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`
        SELECT pg_try_advisory_xact_lock(hashtextextended(${`call:${keyed.callId}`}, 0)) AS mine`;
      if (!lock?.mine) throw new Refused('KeyInFlight');
      const kept = await tx.idempotency.findUnique({ where: { personId_route_key: identityOf(keyed) } });
      if (kept) return replay<R>(kept, keyed);
      const reply = await input.work(tx);
      await tx.idempotency.create({
        data: {
          ...identityOf(keyed),
          bodyHash: keyed.bodyHash,
          status: 200,
          answer: reply as Prisma.InputJsonObject,
        },
      });
      return reply;
    });
  } catch (error) {
    if (error instanceof Refused && isAnswer(error)) await keepRefusal(database, keyed, error);
    throw error;
  }
}

const identityOf = ({ personId, route, key }: Keyed) => ({ personId, route, key });

function replay<R>(kept: { bodyHash: string; status: number | null; answer: unknown }, keyed: Keyed): R {
  if (!isSameBody(keyed, kept.bodyHash)) throw new Refused('KeyReused');
  if (kept.status === 200) return kept.answer as R;
  const { code, alternatives } = kept.answer as { code?: string; alternatives?: string[] };
  throw new Refused(isErrorCode(code) ? code : 'Internal', { alternatives });
}

// Answers about the call itself, or about us, are no answers of the work: the same key may be tried again. A conflict
// in a calendar is a question, asked anew each time.
const isAnswer = ({ code }: Refused): boolean =>
  !['KeyInFlight', 'KeyReused', 'Unavailable', 'Internal', 'TooManyRequests', 'CalendarConflict'].includes(
    code,
  );

async function keepRefusal(database: Database, keyed: Keyed, { code, more }: Refused): Promise<void> {
  const answer = { code, ...(more.alternatives ? { alternatives: more.alternatives } : {}) };
  const row = { ...identityOf(keyed), bodyHash: keyed.bodyHash, status: 409, answer };
  await database.idempotency.createMany({ data: [row], skipDuplicates: true });
}
