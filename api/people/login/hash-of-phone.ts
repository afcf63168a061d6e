import type { Database } from '#platform/database.ts';
import { phoneHashes } from '#platform/personal.ts';
import { everySecret, type Secret } from '#platform/proof.ts';

/**
 * The hash of this phone in the log-in tables. While the secret is being changed it may be an older one: of a person
 * whose row was not renewed yet, or of a code that was sent a moment ago.
 */
export async function hashOfPhone(input: {
  database: Database;
  secret: Secret;
  phone: string;
}): Promise<string> {
  const { database, secret, phone } = input;
  const hashes = phoneHashes(secret, phone);
  const newest = hashes[0]!;
  if (hashes.length === 1) return newest;
  const user = await database.models.user.findFirst({ where: { phoneNumber: { in: hashes } } });
  if (user?.phoneNumber) return user.phoneNumber;
  const code = await database.models.verification.findFirst({
    where: { identifier: { in: hashes.map(codeIdentifier) }, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
  });
  return hashes.find((hash) => codeIdentifier(hash) === code?.identifier) ?? newest;
}

/** After a code was sent: `npm run rotate-secret` may have renewed the hash of its person meanwhile. */
export async function moveCode(input: {
  database: Database;
  secret: Secret;
  phone: string;
  from: string;
}): Promise<void> {
  if (everySecret(input.secret).length === 1) return;
  const now = await hashOfPhone(input);
  if (now === input.from) return;
  await input.database.models.verification.updateMany({
    where: { identifier: codeIdentifier(input.from) },
    data: { identifier: codeIdentifier(now) },
  });
}

/** better-auth's identifier for the code of a phone. */
export const codeIdentifier = (hash: string): string => `phone-number-otp-${hash}`;
