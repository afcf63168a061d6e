import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { aTestServer, type TestServer } from '#tests/support/an-order.ts';
import { liveShuffled, messagesOf, type Telling, type Way } from './a-shuffled-order.ts';
import { whatCameOfIt } from './what-came-of-it.ts';

// `npm run chaos -- --messages --runs 1000 --seed N` sets these.
const RUNS = Number(process.env.CHAOS_MESSAGE_RUNS ?? 50);
const SEED = Number(process.env.CHAOS_MESSAGE_SEED ?? 20_261_122);
const MOST = 10 * 5;

let server: TestServer;
const clean = new Map<string, Promise<Awaited<ReturnType<typeof whatCameOfIt>>>>();
beforeAll(async () => {
  server = await aTestServer({ cases: true });
});
afterAll(() => server.close());

/** Every message once, in the order of the story. */
function cleanRun(way: Way) {
  const name = JSON.stringify(way);
  const known = clean.get(name);
  if (known) return known;
  const tellings = messagesOf(way).map((message): Telling => ({ message, site: 0 }));
  const run = liveShuffled({ server, way, tellings, together: [1] }).then(async ({ order, problems }) => {
    expect(problems).toEqual([]);
    const came = await whatCameOfIt(order);
    expect(came.cases).toEqual(way.objection ? [{ ending: 'decided', version: 2 }] : []);
    return came;
  });
  clean.set(name, run);
  return run;
}

const numbers = (least: number, most: number) =>
  fc.array(fc.integer({ min: least, max: most }), { minLength: MOST, maxLength: MOST });

const shuffles = fc.record({
  way: fc.record({ objection: fc.boolean(), offline: fc.boolean() }),
  /** How often each message is sent, by which of two senders, and its place in the queue. */
  times: numbers(1, 5),
  sites: numbers(0, 1),
  places: numbers(0, 10_000),
  /** How many are under way at the same moment. */
  together: numbers(1, 4),
});

type Shuffle = { way: Way; times: number[]; sites: number[]; places: number[] };

function tellingsOf({ way, times, sites, places }: Shuffle): Telling[] {
  return messagesOf(way)
    .flatMap((message, m) =>
      Array.from({ length: times[m]! }, (_, copy) => ({
        telling: { message, site: sites[m * 5 + copy]! },
        place: places[m * 5 + copy]!,
      })),
    )
    .sort((a, b) => a.place - b.place)
    .map(({ telling }) => telling);
}

test(`${RUNS} shuffles of an order's messages, each told 1-5 times from two places → the same state, ledger and events as one clean run`, async () => {
  const property = fc.asyncProperty(shuffles, async ({ together, ...shuffle }) => {
    const { way } = shuffle;
    const expected = await cleanRun(way);
    const { order, problems } = await liveShuffled({ server, way, tellings: tellingsOf(shuffle), together });
    expect(problems).toEqual([]);
    expect(await whatCameOfIt(order)).toEqual(expected);
  });
  await fc.assert(property, {
    numRuns: RUNS,
    seed: SEED,
    path: process.env.CHAOS_MESSAGE_PATH,
    endOnFailure: process.env.CHAOS_MESSAGE_PATH !== undefined,
    // Shrinking takes long: after that the smallest failure so far is reported. An interrupted run is no proof.
    interruptAfterTimeLimit: 120_000 + RUNS * 10_000,
    markInterruptAsFailure: true,
  });
}, 3_700_000);
