import { wrongField } from '#api/http/refused.ts';

const DAY = 86_400_000;

/** When the helper's phone says it happened; a phone may be offline for hours, not for weeks or in the future. */
export function deviceTime(deviceAt: string | undefined): { deviceAt?: string } {
  if (deviceAt === undefined) return {};
  const at = Date.parse(deviceAt);
  if (!(at > Date.now() - 7 * DAY && at < Date.now() + DAY)) throw wrongField('deviceAt', 'out of range');
  return { deviceAt: new Date(at).toISOString() };
}
