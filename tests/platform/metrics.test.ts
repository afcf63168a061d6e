import { expect, test } from '@jest/globals';
import { Counter } from 'prom-client';
import { freePort } from '#platform/free-port.ts';
import { serveMetrics } from '#platform/metrics.ts';

const silent = { info: () => undefined, error: () => undefined };

test('metrics: on their own port, with text from elsewhere in the process, and nothing else', async () => {
  new Counter({ name: 'test_things_total', help: 'things' }).inc(3);
  const port = await freePort();
  const served = serveMetrics({
    host: '127.0.0.1',
    port,
    logger: silent,
    more: async () => 'other_total 7\n',
  });
  const url = `http://127.0.0.1:${port}`;
  const answer = await within(() => fetch(`${url}/metrics`));
  expect(answer.headers.get('content-type')).toMatch('text/plain');
  const text = await answer.text();
  for (const line of ['test_things_total 3', 'other_total 7', 'process_cpu_seconds_total'])
    expect(text).toContain(line);
  expect((await fetch(`${url}/`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { method: 'POST' })).status).toBe(404);

  // One process replaces another: the port is taken as soon as it is free.
  const next = serveMetrics({ host: '127.0.0.1', port, logger: silent });
  await new Promise((done) => setTimeout(done, 200));
  served.close();
  expect((await within(() => fetch(`${url}/metrics`))).status).toBe(200);
  next.close();
}, 20_000);

test('metrics: without a port nothing is served', () => {
  expect(() => serveMetrics({ host: '127.0.0.1', port: undefined, logger: silent }).close()).not.toThrow();
});

async function within(ask: () => Promise<Response>): Promise<Response> {
  for (const until = Date.now() + 10_000; ; ) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((done) => setTimeout(done, 100));
    }
  }
}
