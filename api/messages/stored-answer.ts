import { type Answer, isErrorCode } from '#contracts/errors.ts';
import type { Database } from '#platform/database.ts';

/** What the transition of this message answered, when the workflow itself can no longer be asked. */
export async function storedAnswer(input: {
  database: Database;
  orderId: string;
  cause: string;
}): Promise<Answer | null> {
  const { database, orderId, cause } = input;
  const transition = await database.models.transition.findFirst({
    where: { orderId, cause },
    orderBy: { at: 'asc' },
  });
  if (!transition) return null;
  const result = transition.result as { ok?: boolean; code?: string; alternatives?: string[] };
  if (result.ok === false && isErrorCode(result.code)) {
    return {
      ok: false,
      code: result.code,
      ...(result.alternatives ? { alternatives: result.alternatives } : {}),
    };
  }
  const event = await database.models.orderEvent.findFirst({
    where: { orderId, cause },
    orderBy: { id: 'desc' },
  });
  return { ok: true, version: event?.version ?? 0 };
}
