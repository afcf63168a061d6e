import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { type CallInput, CallRefused } from '#contracts/client.ts';
import type { EndpointName } from '#contracts/http.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import type { Cast, Person } from './people.ts';
import type { Plan } from './plan.ts';

/** One order's life while it is being lived: who takes part, what was done, what was agreed. */
export interface Life {
  plan: Plan;
  cast: Cast;
  catalogue: CatalogueReply;
  customer: Person;
  orderId: string;
  /** Version the screens have to show at least: that of the last answer. */
  version: number;
  /** Things a script does once. */
  done: Set<string>;
  agreedFen: number | null;
  expectedFeeFen: number;
  /** Calls that came too late for their stage and were refused, as they may be after an outage. */
  refusals: string[];
  problems: string[];
  until: number;
  key(step: string): string;
}

/** A life that has not begun. `run` makes the keys of this run differ from those of every other. */
export function newLife(input: {
  plan: Plan;
  run: string;
  cast: Cast;
  catalogue: CatalogueReply;
  limitMs: number;
}): Life {
  const { plan, run, cast, catalogue, limitMs } = input;
  let calls = 0;
  return {
    plan,
    cast,
    catalogue,
    customer: undefined as never,
    orderId: '',
    version: 0,
    done: new Set(),
    agreedFen: null,
    expectedFeeFen: 0,
    refusals: [],
    problems: [],
    until: Date.now() + limitMs,
    key: (step) => `simulate-${run}-${plan.index}-${++calls}-${step}`,
  };
}

/** What ended a life early, with the fields that the API refused. */
export function wordsOf(error: unknown): string {
  const fields =
    error instanceof CallRefused && error.problem.fields ? ` ${JSON.stringify(error.problem.fields)}` : '';
  return `${error instanceof Error ? error.message : String(error)}${fields}`;
}

/** Refusals that mean "the order went on meanwhile": look again instead of giving up. */
const OVERTAKEN = new Set([
  'WrongStage',
  'OrderClosed',
  'NotYourTurn',
  'ProposalOpen',
  'AlreadyAnswered',
  'AlreadySigned',
  'TermsChanged',
  'HelperTaken',
  'HelperUnfit',
  'HoldLost',
  'NotOnShortlist',
  'ShortlistChanged',
  'CaseClosed',
  'NoSuchCase',
]);
const MOST_REFUSALS = 25;
export const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Sends one message; true when it was accepted, false when the order had gone on. Anything else is a defect. */
export async function tell<N extends EndpointName>(
  life: Life,
  person: Person,
  name: N,
  body: unknown,
  also: string[] = [],
): Promise<boolean> {
  const input = { params: { orderId: life.orderId }, body, key: life.key(name) } as unknown as CallInput<N>;
  const once = () => person.call(name, input) as Promise<{ version?: number }>;
  const answer = await press(life, name, once, also);
  life.version = Math.max(life.version, answer?.version ?? 0);
  return answer !== null;
}

/** Sends one message as the plan has it, once or twice with one key; null when the order had gone on. */
export async function press<R extends object>(
  life: Life,
  name: EndpointName,
  once: () => Promise<R>,
  also: string[] = [],
): Promise<R | null> {
  try {
    const [answer, echo] = await (life.plan.doubleClicks ? bothClicks(once) : [await once()]);
    // To the byte, its version included: one key has one answer.
    if (echo !== undefined && JSON.stringify(echo) !== JSON.stringify(answer))
      life.problems.push(
        `${name}: two clicks with one key got ${JSON.stringify(answer)} and ${JSON.stringify(echo)}`,
      );
    return answer;
  } catch (error) {
    noteOvertaken(life, name, error, also);
    return null;
  }
}

/** Throws what is more than a refusal because the order had gone on. */
export function noteOvertaken(life: Life, name: EndpointName, error: unknown, also: string[] = []): void {
  if (!(error instanceof CallRefused)) throw error;
  if (!OVERTAKEN.has(error.code) && !also.includes(error.code)) throw error;
  life.refusals.push(`${name}: ${error.code}`);
  if (life.refusals.length > MOST_REFUSALS)
    throw new Error(`Refused too often: ${life.refusals.slice(-3).join('; ')}`);
}

/**
 * Two clicks at the same moment; when both are refused the first refusal counts. Yes to one of them and no to the other
 * are two answers as well; who only heard nothing, or that the other is being worked on, has none.
 * @internal a test gives both clicks an answer
 */
export async function bothClicks<T>(once: () => Promise<T>): Promise<[T, ...(T | { refused: string })[]]> {
  const clicks = await Promise.allSettled([once(), once()]);
  const said = clicks.filter((click) => click.status === 'fulfilled').map(({ value }) => value);
  const refusals = clicks
    .filter((click) => click.status === 'rejected')
    .map(({ reason }) => reason as unknown);
  if (said.length === 0) throw refusals[0];
  return [said[0]!, ...said.slice(1), ...refusals.flatMap(refusalOf)];
}

function refusalOf(error: unknown): { refused: string }[] {
  if (!(error instanceof CallRefused)) throw error;
  return error.mayRetry ? [] : [{ refused: error.code }];
}

/** The order as `person` sees it, no older than the last answer. */
export async function look(life: Life, person: Person = life.customer): Promise<OrderView> {
  for (;;) {
    const order = await person.call('order', { params: { orderId: life.orderId } });
    if (order.version >= life.version) return order;
    stopWhenStuck(life, order);
    await pause(150);
  }
}

/** Waits until the order has a newer version than the one seen, as a screen would. */
export async function nextVersion(life: Life, seen: OrderView): Promise<OrderView> {
  for (;;) {
    const order = await look(life);
    if (order.version > seen.version || order.stage === 'closed') return order;
    stopWhenStuck(life, order);
    await pause(300);
  }
}

class Stuck extends Error {}

function stopWhenStuck(life: Life, order: OrderView): void {
  if (Date.now() < life.until) return;
  throw new Stuck(
    `stuck in ${order.stage} v${order.version}, waiting for ${order.waitingFor}, deadline ${order.deadline}`,
  );
}

/** True the first time only. */
export function first(life: Life, thing: string): boolean {
  if (life.done.has(thing)) return false;
  life.done.add(thing);
  return true;
}
