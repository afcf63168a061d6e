import type { Database } from '#platform/database.ts';
import { codeIdentifier } from './hash-of-phone.ts';

/** The code that was sent to this phone and is good for at least `forMs` more, or null. */
export async function goodCode(input: {
  database: Database;
  hash: string;
  forMs?: number;
}): Promise<{ code: string; expiresAt: Date } | null> {
  const { database, hash, forMs = 0 } = input;
  const row = await database.models.verification.findFirst({
    where: { identifier: codeIdentifier(hash), expiresAt: { gt: new Date(Date.now() + forMs) } },
    orderBy: { createdAt: 'desc' },
  });
  // better-auth keeps `<code>:<wrong guesses>`.
  const code = row?.value.split(':')[0];
  return row && code ? { code, expiresAt: row.expiresAt } : null;
}
