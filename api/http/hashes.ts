import { createHash, createHmac } from 'node:crypto';
import { deriveKey, everySecret, type Secret } from '#platform/proof.ts';

/** The identity of one call: the same person, route and key are the same update, whatever happens in between. */
export const callId = (input: { personId: string; route: string; key: string }): string =>
  createHash('sha256').update([input.personId, input.route, input.key].join('\n')).digest('base64url');

/**
 * Distinguishes two bodies. Keyed, because it is stored in Temporal: a plain hash of a short code or name could be
 * guessed.
 */
const hashBody = (secret: Secret, body: unknown): string =>
  createHmac('sha256', deriveKey(secret, 'body'))
    .update(JSON.stringify(sorted(body)) ?? '')
    .digest('base64url');

/** The hashes of a body: with the current secret, and with earlier ones. */
export function bodyHashes(secret: Secret, body: unknown) {
  const [bodyHash, ...bodyHashesBefore] = everySecret(secret).map((one) => hashBody(one, body));
  return { bodyHash: bodyHash!, bodyHashesBefore };
}

/** Whether a call made before had the same body. */
export const isSameBody = (
  keyed: { bodyHash: string; bodyHashesBefore?: string[] },
  before: string,
): boolean => before === keyed.bodyHash || (keyed.bodyHashesBefore ?? []).includes(before);

/** A uuid derived from the call's identity, so that a repeated call makes the same row. */
export function idOfCall(input: { personId: string; route: string; key: string }): string {
  const hex = createHash('sha256')
    .update(`id\n${callId(input)}`)
    .digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]),
  );
}
