import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createClient } from '#contracts/client.ts';
import { openCast } from '#scripts/prove/simulate/people.ts';
import { planOrders } from '#scripts/prove/simulate/plan.ts';
import { type LifeResult, runLives } from '#scripts/prove/simulate/run.ts';
import { workflowBundle } from '#tests/support/temporal.ts';
import { aCollector } from './a-collector.ts';
import { aWatchedInstance, type Program, type WatchedInstance } from './a-watched-instance.ts';

let instance: WatchedInstance;
let collector: Awaited<ReturnType<typeof aCollector>>;
let programs: Program[];
let life: LifeResult;

// One whole happy order through the public API of an instance that traces and logs everything it can.
beforeAll(async () => {
  collector = await aCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint, LOG_LEVEL: 'trace' };
  instance = await aWatchedInstance({ bundle: workflowBundle().codePath, env });
  programs = [instance.worker(), instance.api()];
  await Promise.all([programs[0]?.says('worker runs'), programs[1]?.says('the API listens')]);
  const baseUrl = instance.url;
  const [cast, catalogue] = await Promise.all([
    openCast({ url: baseUrl }),
    createClient({ baseUrl, patienceMs: 30_000 })('catalogue', {}),
  ]);
  const plans = planOrders({ orders: 1, seed: 1, faults: false });
  const lives = await runLives({
    ...{ plans, cast, catalogue, concurrency: 1, limitMs: 120_000 },
    told: () => undefined,
  });
  life = lives[0] as LifeResult;
  await Promise.all(programs.map((program) => program.stop()));
}, 400_000);
afterAll(async () => {
  await instance?.close();
  collector?.close();
}, 60_000);

test('the order was lived to its end', () => {
  expect(life).toMatchObject({ ending: 'completed', problems: [] });
});

test('a message is one trace from its request to the activity that did it', () => {
  const request = collector.spans.find(({ name }) => name === 'POST /api/v1/orders/:orderId/choice');
  expect(request).toMatchObject({ service: 'anjia-api', kind: 2 });
  expect(request?.parentSpanId).toBeFalsy();
  const trace = collector.spans.filter(({ traceId }) => traceId === request?.traceId);
  const named = (part: string, service: string) =>
    trace.find(({ name, service: of }) => name.includes(part) && of === service);
  const chain = [
    request,
    named('StartWorkflowUpdate:chooseHelper', 'anjia-api'),
    named('HandleUpdate:chooseHelper', 'anjia-worker'),
    named('StartActivity:bookHelper', 'anjia-worker'),
    named('RunActivity:bookHelper', 'anjia-worker'),
  ];
  expect(chain.map((span) => span?.name)).not.toContain(undefined);
  // Each is the child of the one before.
  for (const [place, span] of chain.slice(1).entries())
    expect([span?.name, span?.parentSpanId]).toEqual([span?.name, chain[place]?.spanId]);
});

test('a request that starts an order is one trace with its workflow', () => {
  const request = collector.spans.find(({ name }) => name === 'POST /api/v1/orders');
  const names = collector.spans.filter((s) => s.traceId === request?.traceId).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'StartWorkflow:orderWorkflow',
      'RunWorkflow:orderWorkflow',
      'RunActivity:recommendHelpers',
    ]),
  );
});

test('the line about a request has its id, its order and its trace, each by one name', () => {
  const request = collector.spans.find(({ name }) => name === 'POST /api/v1/orders/:orderId/choice');
  const lines = programs[1]!
    .log()
    .split('\n')
    .filter((line) => line.includes('/choice"'));
  expect(JSON.parse(lines[0] ?? '{}')).toMatchObject({
    reqId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    orderId: life.orderId,
    traceId: request?.traceId,
    req: { method: 'POST', path: `/api/v1/orders/${life.orderId}/choice` },
  });
  expect(programs[1]!.log()).not.toMatch(/"requestId"|"req":\{"id"/);
});

test('nothing personal is in any log line or span: names, phones, addresses, words, codes, sessions', async () => {
  const { database } = instance;
  const [people, inquiries, notes, outbox, visits, sessions] = await Promise.all([
    database.models.personPrivate.findMany(),
    database.models.inquiry.findMany(),
    database.models.note.findMany(),
    database.models.outbox.findMany(),
    database.models.visit.findMany(),
    database.models.session.findMany(),
  ]);
  const secrets = new Set([
    ...people.flatMap(({ name, phone }) => [name, phone, phone.replace('+86', '')]),
    ...inquiries.flatMap((one) => [
      one.contactName,
      one.contactPhone,
      one.addressLine,
      one.careNotes,
      one.remarks,
    ]),
    ...notes.map(({ body }) => body),
    ...outbox.flatMap(({ body, code }) => [body, code]),
    ...visits.map(({ startCode }) => `"${startCode}"`),
    ...sessions.map(({ token }) => token),
    'Bearer ',
  ]);
  const wanted = [...secrets].filter((text): text is string => Boolean(text) && (text?.length ?? 0) >= 2);
  expect(wanted.length).toBeGreaterThan(20);
  const written = { spans: collector.text(), logs: programs.map((program) => program.log()).join('\n') };
  expect(written.logs.length).toBeGreaterThan(5_000);
  for (const [where, text] of Object.entries(written))
    expect({ where, found: wanted.filter((secret) => says(text, secret)) }).toEqual({ where, found: [] });
  // The check can fail.
  expect(says('{"code":"025739"}', '025739')).toBe(true);
});

/** Six digits also stand in the middle of ids and nanoseconds: a code stands alone. */
function says(text: string, secret: string): boolean {
  return /^\d{4,8}$/.test(secret)
    ? new RegExp(`(?<![0-9a-f])${secret}(?![0-9a-f])`).test(text)
    : text.includes(secret);
}
