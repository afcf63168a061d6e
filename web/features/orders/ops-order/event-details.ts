import { lasting } from '../../../lib/lasting.ts';
import { yuan } from '../../../lib/money.ts';
import { dayAndClock } from '../../../lib/time.ts';

type Translate = (key: string | string[], with_?: Record<string, unknown>) => string;

/** Which list of words a code of a payload comes from. */
const CODES: Record<string, string> = {
  reason: 'orders:ops.reasonCode',
  ending: 'orders:ops.ending',
  kind: 'orders:ops.eventKind',
  proof: 'orders:ops.eventProof',
  source: 'money:ops.eventSource',
  payer: 'orders:ops.party',
  party: 'orders:ops.party',
  by: 'orders:ops.party',
  side: 'orders:ops.party',
  consent: 'orders:ops.eventConsent',
  channel: 'orders:ops.eventChannel',
};

const TIMES = new Set(['startsAt', 'until', 'deviceAt', 'from', 'to', 'boostUntil']);

/** The payload of an event in words: "label value" pairs, ids only where they have a name. */
export function eventDetails(input: {
  payload: Record<string, unknown>;
  nameOf: (helperId: string) => string | null;
  t: Translate;
  lang: string;
}): string[] {
  const { payload, nameOf, t, lang } = input;
  const details: string[] = [];
  for (const [field, value] of Object.entries(payload)) {
    const told = inWords(field, value);
    if (told !== null)
      details.push(t([`orders:ops.payload.${field}`, 'orders:ops.payload.other'], { field, value: told }));
  }
  return details;

  function inWords(field: string, value: unknown): string | null {
    if (value === null || value === undefined) return null;
    if (/fen$/i.test(field)) return typeof value === 'number' ? yuan(value) : null;
    if (field === 'helperId' || field === 'named') return nameOf(String(value));
    if (field === 'helpers')
      return (value as string[]).map(nameOf).filter(Boolean).join(t('orders:ops.payload.and'));
    if (field === 'decision')
      return t([`cases:ops.decision.${payload.kind}.${value}`, 'orders:ops.payload.code'], { code: value });
    if (field === 'reasons')
      return (value as string[])
        .map((code) => t([`orders:ops.reasonCode.${code}`, 'orders:ops.payload.code'], { code }))
        .join(t('orders:ops.payload.and'));
    if (field === 'averageX100') return (Number(value) / 100).toFixed(1);
    if (field === 'minutes') return lasting(Number(value), t);
    if (typeof value === 'boolean') return t(`orders:ops.payload.${value}`);
    if (field in CODES) return t([`${CODES[field]}.${value}`, 'orders:ops.payload.code'], { code: value });
    if (TIMES.has(field)) return dayAndClock(String(value), lang);
    if (/Id$/.test(field)) return null;
    if (field === 'termsHash' || field === 'documentSha256' || field === 'hash')
      return `${String(value).slice(0, 12)}…`;
    return typeof value === 'number' || typeof value === 'string' ? String(value) : null;
  }
}
