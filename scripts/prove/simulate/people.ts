import { type Call, CallRefused, createClient } from '#contracts/client.ts';
import type { Me } from '#contracts/people/people.ts';
import type { Role } from '#contracts/people/roles.ts';

/** One person at a phone or desk: signs in by one-time code and calls the public API with a bearer token. */
export interface Person {
  me: Me;
  phone: string;
  call: Call;
  /** The bearer token, for calls that are measured one by one. */
  token(): string | null;
  /** Runs `ask` (which makes the server send a code) and reads the code from this person's phone. */
  receiveCode(ask: () => Promise<unknown>): Promise<string>;
}

/** Everybody who takes part in a run. Each person signs in once, when first needed. */
export interface Cast {
  customer(who: { demo: number } | { phone: string; name: string }): Promise<Person>;
  helper(id: string): Promise<Person>;
  staff(role: 'agent' | 'ops'): Promise<Person>;
}

/** As long as a person would try again while our processes are being restarted. */
export const PATIENCE_MS = 120_000;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** The one-time codes that reached a phone so far, each under the key of its message. */
export type PhoneCodes = (phone: string) => Promise<{ key: string; code: string }[]>;

export interface Playing {
  url: string;
  /** How a request is made, when not by Node's own fetch. */
  fetch?: typeof fetch;
  /** How long a call is made again while nobody answers. */
  patienceMs?: number;
  /** Told each time that nobody answered and the call is about to be made again. */
  onRetry?: (error: CallRefused) => void;
  /** Where codes arrive; by default the development outbox of the server. */
  codesOf?: PhoneCodes;
}

export async function openCast(input: Playing): Promise<Cast> {
  const anyone = createClient(calling(input));
  const { logins } = await anyone('demoLogins', {});
  const known = new Map<string, Promise<Person>>();
  const person = (phone: string, name?: string): Promise<Person> => {
    const there = known.get(phone);
    if (there) return there;
    const arriving = arrive({ ...input, phone, name });
    known.set(phone, arriving);
    return arriving;
  };
  const login = (role: Role, fits: (l: (typeof logins)[number], n: number) => boolean) => {
    const found = logins.filter((l) => l.role === role).find(fits);
    if (!found) throw new Error(`No ${role} to play with among the ${logins.length} demo people`);
    return person(found.phone);
  };
  return {
    customer: (who) =>
      'phone' in who ? person(who.phone, who.name) : login('customer', (_, n) => n === who.demo),
    helper: (id) => login('helper', (l) => l.id === id),
    staff: (role) => login(role, () => true),
  };
}

const calling = ({ url, fetch, patienceMs = PATIENCE_MS, onRetry }: Playing) => ({
  ...{ baseUrl: url, fetch, patienceMs, onRetry },
});

async function arrive(input: Playing & { phone: string; name?: string }): Promise<Person> {
  let token: string | null = null;
  const open = createClient({ ...calling(input), token: () => token });
  const receiveCode = codeReader(input.phone, input.codesOf ?? outboxCodes(open));
  const signIn = async () => {
    token = null;
    const enter = async () => {
      const code = await receiveCode(() => open('sendCode', { body: { phone: input.phone } }));
      return open('signIn', {
        body: { phone: input.phone, code, ...(input.name ? { name: input.name } : {}) },
      });
    };
    const session = await patiently(enter, input.onRetry);
    token = session.token;
    return session.me;
  };
  const me = await signIn();
  let again: Promise<unknown> | null = null;
  // A session that ended (server set up anew) is opened again; the key of the call stays the same.
  const call = (async (name: never, given: never) => {
    try {
      return await open(name, given);
    } catch (error) {
      if (!(error instanceof CallRefused) || error.code !== 'NotSignedIn') throw error;
      again ??= signIn().finally(() => {
        again = null;
      });
      await again;
      return open(name, given);
    }
  }) as Call;
  return { me, phone: input.phone, call, token: () => token, receiveCode };
}

/** Nothing came to the phone: a person asks for another code. */
class NoCode extends Error {}

const outboxCodes =
  (call: Call): PhoneCodes =>
  async (phone) => {
    const { messages } = await call('outbox', { query: { to: phone } });
    return messages.flatMap(({ key, code }) => (code === null ? [] : [{ key, code }]));
  };

/** One code at a time per phone, else the code of one order would be typed into another; two casts share the phones. */
const turns = new Map<string, Promise<unknown>>();

function codeReader(phone: string, codesOf: PhoneCodes): Person['receiveCode'] {
  const arrived = () => codesOf(phone);
  const read = async (ask: () => Promise<unknown>) => {
    const before = new Set((await arrived()).map((m) => m.key));
    await ask();
    for (const until = Date.now() + 30_000; Date.now() < until; await pause(150)) {
      const fresh = (await arrived()).find((m) => !before.has(m.key));
      if (fresh) return fresh.code;
    }
    throw new NoCode('No one-time code arrived within 30 s');
  };
  return (ask) => {
    const mine = (turns.get(phone) ?? Promise.resolve()).then(() => read(ask));
    turns.set(
      phone,
      mine.catch(() => {}),
    );
    return mine;
  };
}

/** Calls without a key are not repeated by the client; asking for another code is harmless, so we repeat them. */
export async function patiently<T>(
  attempt: () => Promise<T>,
  onRetry?: (error: CallRefused) => void,
): Promise<T> {
  for (const until = Date.now() + PATIENCE_MS; ; await pause(500)) {
    try {
      return await attempt();
    } catch (error) {
      const passing =
        error instanceof NoCode ||
        (error instanceof CallRefused && (error.mayRetry || error.code === 'WrongCode'));
      if (!passing || Date.now() > until) throw error;
      if (error instanceof CallRefused && error.noAnswer) onRetry?.(error);
    }
  }
}
