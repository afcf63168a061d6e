import { wrongField } from '#api/http/refused.ts';

const DAY = 86_400_000;

/** When a phone says that something happened; it may be offline for hours, not for weeks, and not in the future. */
export function deviceTime(field: string, value: string): string {
  const at = Date.parse(value);
  if (!(at > Date.now() - 7 * DAY && at < Date.now() + DAY)) throw wrongField(field, 'out of range');
  return new Date(at).toISOString();
}
