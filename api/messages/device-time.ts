import { wrongField } from '#api/http/refused.ts';

const DAY = 86_400_000;

/** The time at which a phone recorded something. It may be hours old, but not weeks, and not in the future. */
export function deviceTime(field: string, value: string): string {
  const at = Date.parse(value);
  if (!(at > Date.now() - 7 * DAY && at < Date.now() + DAY)) throw wrongField(field, 'out of range');
  return new Date(at).toISOString();
}
