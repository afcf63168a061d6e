import { callId } from '#api/http/hashes.ts';
import { type Call, CallRefused } from '#contracts/client.ts';
import { API_PREFIX, http } from '#contracts/http.ts';
import type { Cast, Person } from '../simulate/people.ts';

/** A call that was made under a key and acknowledged: from now on this is a promise. */
export interface Acknowledged {
  name: keyof typeof http;
  key: string;
  again(): Promise<unknown>;
  answer: unknown;
}

/** A call under a key that was finally refused. */
export interface RefusedCall {
  name: keyof typeof http;
  key: string;
  code: string;
  /** The id under which the order knows the call. */
  callId: string;
}

/** The same people; every keyed call and its answer, or its refusal, is recorded, once per key. */
export function rememberAnswers(cast: Cast): {
  cast: Cast;
  acknowledged: Map<string, Acknowledged>;
  refused: Map<string, RefusedCall>;
} {
  const acknowledged = new Map<string, Acknowledged>();
  const refused = new Map<string, RefusedCall>();
  const listening = new Map<Person, Person>();
  const listen = (person: Person): Person => {
    const there = listening.get(person);
    if (there) return there;
    const call = (async (name: keyof typeof http, input: KeyedInput) => {
      const again = (): Promise<unknown> => person.call(name as never, input as never);
      const { key } = input;
      if (!http[name].key || key === undefined) return again();
      try {
        const answer = await again();
        acknowledged.set(key, { name, key, again, answer });
        refused.delete(key);
        return answer;
      } catch (error) {
        if (error instanceof CallRefused && !error.mayRetry && !acknowledged.has(key))
          refused.set(key, { name, key, code: error.code, callId: callIdOf(person, name, input) });
        throw error;
      }
    }) as unknown as Call;
    const listened = { ...person, call };
    listening.set(person, listened);
    return listened;
  };
  return {
    acknowledged,
    refused,
    cast: {
      customer: async (who) => listen(await cast.customer(who)),
      helper: async (id) => listen(await cast.helper(id)),
      staff: async (role) => listen(await cast.staff(role)),
    },
  };
}

interface KeyedInput {
  params?: Record<string, string>;
  key?: string;
}

/**
 * The API's own id of a call, as stored with its effects.
 * @internal a test compares it with the id the API gives
 */
export function callIdOf(
  { me }: Pick<Person, 'me'>,
  name: keyof typeof http,
  { params = {}, key = '' }: KeyedInput,
): string {
  const path = http[name].path.replace(/:(\w+)/g, (_, part: string) => params[part]!);
  return callId({ personId: me.id, route: `${http[name].method} ${API_PREFIX}${path}`, key });
}

/** Repeats every acknowledged call under its key; returns the promises that were not kept. */
export async function lostAnswers(acknowledged: Iterable<Acknowledged>): Promise<string[]> {
  const waiting = [...acknowledged];
  const lost: string[] = [];
  const lane = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const { name, key, again, answer } = one;
      try {
        const [before, now] = [answer, await again()].map((one) => JSON.stringify(one));
        if (now !== before) lost.push(`${name} ${key}: was ${before}, is ${now}`);
      } catch (error) {
        lost.push(
          `${name} ${key}: ${error instanceof CallRefused ? `${error.status} ${error.code}` : String(error)}`,
        );
      }
    }
  };
  await Promise.all(Array.from({ length: 6 }, lane));
  return lost;
}
