import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import express from 'express';
import { drain, lastAnswer } from '#api/drain.ts';
import { waitUntil } from '#tests/support/wait-until.ts';

/** A server that answers, and a client whose connection rests between two calls. */
async function aServer() {
  let stopping = false;
  let answerSlow: (() => void) | undefined;
  const app = express();
  app.use(lastAnswer(() => stopping));
  app.get('/slow', (_req, res) => {
    answerSlow = () => res.send('slow');
  });
  app.get('/', (_req, res) => void res.send('here'));
  const server = http.createServer(app);
  // A slow machine must not end the rest.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const get = (path: string, over: http.Agent | false = agent) =>
    new Promise<{ text: string; connection: string | undefined; reused: boolean }>((resolve, reject) => {
      const req = http.get({ host: '127.0.0.1', port, path, agent: over }, (res) => {
        let text = '';
        res.on('data', (chunk: Buffer) => (text += chunk.toString()));
        res.on('end', () => resolve({ text, connection: res.headers.connection, reused: req.reusedSocket }));
      });
      req.on('error', reject);
    });
  return {
    server,
    get,
    /** Lets the slow answer go; undefined until somebody has asked for it. */
    answerSlow: () => answerSlow,
    stop: () => {
      stopping = true;
    },
  };
}

test('drain: what is being answered is answered, a resting connection is served once more, new ones are not taken', async () => {
  const { server, get, stop, answerSlow } = await aServer();
  expect((await get('/')).connection).toBe('keep-alive');
  const slow = get('/slow', new http.Agent({ keepAlive: true }));
  const letGo = await waitUntil('the slow call has arrived', answerSlow);
  stop();
  let over = false;
  const drained = drain(server, 0).then(() => {
    over = true;
  });
  await waitUntil('no new ones are taken', () => !server.listening);
  await expect(get('/', false)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  expect(over).toBe(false);
  expect(await get('/')).toEqual({ text: 'here', connection: 'close', reused: true });
  letGo();
  expect((await slow).text).toBe('slow');
  await drained;
  expect(over).toBe(true);
}, 20_000);

test('drain: with a notice the port stays open for it, so that readiness can say no', async () => {
  const { server, get, stop } = await aServer();
  stop();
  const drained = drain(server, 1_500);
  expect((await get('/', false)).text).toBe('here');
  await drained;
  await expect(get('/', false)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
}, 20_000);
