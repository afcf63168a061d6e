import { type Call, CallRefused } from '#contracts/client.ts';
import { http } from '#contracts/http.ts';
import type { Cast, Person } from '../simulate/people.ts';

/** A call that somebody made under a key and was answered: from now on this is a promise. */
export interface Acknowledged {
  name: keyof typeof http;
  key: string;
  again(): Promise<unknown>;
  answer: unknown;
}

/** The same cast; every keyed call and its answer is noted, once per key. */
export function rememberAnswers(cast: Cast): { cast: Cast; acknowledged: Map<string, Acknowledged> } {
  const acknowledged = new Map<string, Acknowledged>();
  const listening = new Map<Person, Person>();
  const listen = (person: Person): Person => {
    const there = listening.get(person);
    if (there) return there;
    const call = (async (name: never, input: { key?: string }) => {
      const answer: unknown = await person.call(name, input as never);
      if (http[name as keyof typeof http].key && input.key) {
        const again = (): Promise<unknown> => person.call(name, input as never);
        acknowledged.set(input.key, { name, key: input.key, again, answer });
      }
      return answer;
    }) as unknown as Call;
    const listened = { ...person, call };
    listening.set(person, listened);
    return listened;
  };
  return {
    acknowledged,
    cast: {
      customer: async (who) => listen(await cast.customer(who)),
      helper: async (id) => listen(await cast.helper(id)),
      staff: async (role) => listen(await cast.staff(role)),
    },
  };
}

/** Asks every acknowledged call again under its key; answers which promises were not kept. */
export async function lostAnswers(acknowledged: Iterable<Acknowledged>): Promise<string[]> {
  const waiting = [...acknowledged];
  const lost: string[] = [];
  const lane = async () => {
    for (let one = waiting.pop(); one; one = waiting.pop()) {
      const { name, key, again, answer } = one;
      try {
        const now = await again();
        if (settled(now) !== settled(answer))
          lost.push(`${name} ${key}: was ${settled(answer)}, is ${settled(now)}`);
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

/** The version is a lower bound for screens: asked later it may be newer. */
const settled = (answer: unknown): string => JSON.stringify({ ...(answer as object), version: undefined });
