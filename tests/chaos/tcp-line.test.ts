import { once } from 'node:events';
import net from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openLine, type TcpLine } from '#scripts/prove/chaos/tcp-line.ts';

let server: net.Server;
let line: TcpLine;
const arrived: string[] = [];
beforeAll(async () => {
  server = net.createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      arrived.push(bytes.toString('latin1'));
      socket.write('done');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  line = await openLine((server.address() as net.AddressInfo).port);
});
afterAll(async () => {
  await line.close();
  server.close();
});

async function aClient() {
  const socket = net.connect({ port: line.port, host: '127.0.0.1' });
  await once(socket, 'connect');
  return {
    /** The answer, or `gone`. */
    async ask(bytes: string): Promise<string> {
      const answer = Promise.race([
        once(socket, 'data').then(([data]) => String(data)),
        once(socket, 'error').then(
          () => 'gone',
          () => 'gone',
        ),
        once(socket, 'close').then(() => 'gone'),
      ]);
      socket.write(Buffer.from(bytes, 'latin1'));
      return answer.catch(() => 'gone');
    },
  };
}

// As node-postgres sends them: a simple query; the same prepared under a name; and only its name afterwards.
const SIMPLE = 'Q\0\0\0\x0bCOMMIT\0';
const PREPARED =
  'P\0\0\0\x14anjia_7\0COMMIT\0\0\0B\0\0\0\x14\0anjia_7\0\0\0\0\0\0\0E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04';
const BY_NAME = 'B\0\0\0\x14\0anjia_7\0\0\0\0\0\0\0E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04';
const OTHER = 'B\0\0\0\x14\0anjia_70\0\0\0\0\0\0\0E\0\0\0\x09\0\0\0\0\0S\0\0\0\x04';

test.each([
  ['a simple query', [], SIMPLE],
  ['a statement that is being prepared', [], PREPARED],
  ['one that was prepared before', [PREPARED, OTHER], BY_NAME],
])('a COMMIT as %s reaches the server, and its answer nobody', async (_, before, commit) => {
  const client = await aClient();
  for (const bytes of before) expect(await client.ask(bytes)).toBe('done');
  const lost = line.loseCommit(5_000);
  expect(await client.ask(commit)).toBe('gone');
  expect(await lost).toBe(true);
  expect(arrived.at(-1)).toBe(commit);
});

test('what does not commit gets its answer', async () => {
  const client = await aClient();
  expect(await client.ask(PREPARED)).toBe('done');
  const lost = line.loseCommit(300);
  expect(await client.ask(OTHER)).toBe('done');
  expect(await lost).toBe(false);
  expect(await client.ask(BY_NAME)).toBe('done');
});

test.each(['reset', 'silent'] as const)('a cut (%s) hits who is on the line or comes to it', async (how) => {
  const client = await aClient();
  const told = client.ask('hello');
  expect(await told).toBe('done');
  const gone = client.ask('are you there');
  expect(await line.cut(how, 50)).toBe(true);
  expect(await gone).toBe('gone');
  const unused = await openLine((server.address() as net.AddressInfo).port);
  expect(await unused.cut(how, 50)).toBe(false);
  const cut = unused.cut(how, 300);
  const late = net.connect({ port: unused.port, host: '127.0.0.1' }).on('error', () => undefined);
  await new Promise((closed) => late.on('close', closed));
  expect(await cut).toBe(true);
  await unused.close();
});
