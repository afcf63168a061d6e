import type { ShortlistEntry } from '#contracts/matching/effects.ts';
import type { OrderActivities } from '#contracts/transitions.ts';

export interface Call {
  name: keyof OrderActivities;
  input: Record<string, unknown> & {
    step: { orderId: string; version: number; at: string; actor: { role: string } };
  };
}
type Overrides = { [N in keyof OrderActivities]?: (input: Parameters<OrderActivities[N]>[0]) => unknown };

export const HELPERS = [
  '00000000-0000-4000-8000-0000000000a1',
  '00000000-0000-4000-8000-0000000000a2',
  '00000000-0000-4000-8000-0000000000a3',
];
export const TERMS_HASH = 'f'.repeat(64);

const CASE_EFFECTS = ['assignCase', 'changeCase', 'remindOfCase', 'closeCase'];
/** An order names itself by `orderId`, every other subject by `id`. */
const idOf = (step: { orderId?: string; id?: string }): string => (step.orderId ?? step.id)!;

/**
 * Order activities without a database, for workflow tests: they say yes, remember every call, and check what the real
 * ones check about a step: a key is used once, versions only grow. `overrides` by order id change single answers.
 */
export function fakeActivities() {
  const calls: Call[] = [];
  const overrides = new Map<string, Overrides>();
  const seen = new Map<string, string>();
  const versions = new Map<string, number>();
  const startsAt = new Map<string, string>();

  const answer = async (name: keyof OrderActivities, input: Call['input']): Promise<unknown> => {
    const orderId = idOf(input.step);
    const own = overrides.get(orderId)?.[name] as ((input: unknown) => unknown) | undefined;
    const answered = await own?.(input);
    if (answered !== undefined) return answered;
    switch (name) {
      case 'recommendHelpers': {
        const excluded = input.excluded as string[];
        const start = startsAt.get(orderId)!;
        const candidates: ShortlistEntry[] = HELPERS.filter((h) => !excluded.includes(h)).map((helperId) => ({
          helperId,
          totalFen: 12000,
          startsAt: start,
          endsAt: new Date(Date.parse(start) + 3 * 3_600_000).toISOString(),
          hold: 'firm',
          accepted: false,
        }));
        return { ok: true, candidates };
      }
      case 'bookHelper': {
        const start = startsAt.get(orderId)!;
        return {
          ok: true,
          helperId: input.helperId,
          agreementId: `agreement-${input.step.version}`,
          termsHash: TERMS_HASH,
          totalFen: 12000,
          startsAt: start,
          endsAt: new Date(Date.parse(start) + 3 * 3_600_000).toISOString(),
        };
      }
      case 'answerOffer':
        return { ok: true, left: 2 };
      case 'signAgreement': {
        const signed = calls.filter(
          (c) =>
            c.name === 'signAgreement' &&
            c.input.agreementId === input.agreementId &&
            c.input.step.orderId === orderId,
        );
        return { ok: true, complete: signed.length >= 2 };
      }
      case 'rescheduleVisit': {
        const start = input.startsAt as string;
        startsAt.set(orderId, start);
        const endsAt = new Date(Date.parse(start) + 3 * 3_600_000).toISOString();
        return { ok: true, startsAt: start, endsAt, windowStart: start, windowEnd: endsAt };
      }
      case 'settle':
        return { ok: true, dueFen: 12000 - (input.reductionFen as number) };
      case 'recordReview': {
        const averageX100 = ((input.attitude as number) + (input.effect as number)) * 50;
        const bad = averageX100 <= 250 || !input.contractKept;
        return { ok: true, averageX100, followUp: bad ? 'case' : averageX100 >= 450 ? 'reward' : 'none' };
      }
      case 'checkDeadline':
        return { ok: true, extendedTo: null };
      default:
        return { ok: true };
    }
  };

  const run = (name: keyof OrderActivities) => async (input: Call['input']) => {
    const { key, version } = input.step as unknown as { key: string; version: number };
    const orderId = idOf(input.step);
    if (seen.has(key)) throw new Error(`key used twice: ${key}`);
    calls.push({ name, input });
    const result = (await answer(name, input)) as { ok: boolean; extendedTo?: unknown };
    seen.set(key, name);
    if (result.ok && !(name === 'checkDeadline' && result.extendedTo === null)) {
      const last = versions.get(orderId) ?? version - 1;
      if (version !== last + 1) throw new Error(`version ${version} after ${last} in ${name}`);
      versions.set(orderId, version);
    }
    return result;
  };

  const names: (keyof OrderActivities)[] = [
    'completeInquiry',
    'recommendHelpers',
    'answerOffer',
    'bookHelper',
    'signAgreement',
    'releaseHelper',
    'proposeReschedule',
    'declineReschedule',
    'rescheduleVisit',
    'recordVisit',
    'openCase',
    'decideCase',
    'applyDecision',
    'settle',
    'recordPayment',
    'recordReview',
    'recordEvent',
    'closeOrder',
    'checkDeadline',
  ];
  return {
    activities: {
      ...(Object.fromEntries(names.map((name) => [name, run(name)])) as unknown as OrderActivities),
      ...(Object.fromEntries(CASE_EFFECTS.map((name) => [name, run(name as never)])) as object),
      startCase: async () => undefined,
      sendDueTime: async () => undefined,
      sendDecision: async () => ({ ok: true, version: 1 }),
    },
    override: (orderId: string, own: Overrides) => overrides.set(orderId, own),
    placeAt: (orderId: string, start: string) => startsAt.set(orderId, start),
    /** The call with which an order opened this case. */
    openingOf: (caseId: string): Call | undefined =>
      calls.find(({ name, input }) => name === 'openCase' && input.caseId === caseId),
    callsOf: (orderId: string): Call[] => calls.filter((c) => idOf(c.input.step) === orderId),
    namesOf: (orderId: string): string[] =>
      calls.filter((c) => idOf(c.input.step) === orderId).map((c) => c.name),
  };
}
