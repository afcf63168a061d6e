import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { downloadTemporal } from '#scripts/setup/download-temporal.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-setup-'));
const servers: http.Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A site that speaks like the one the Temporal SDKs download from. */
async function aSite(answer: (url: URL, site: string) => { status?: number; body: string | Buffer }) {
  const asked: URL[] = [];
  const server = http.createServer((request, response) => {
    const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const url = new URL(request.url ?? '/', site);
    asked.push(url);
    const { status = 200, body } = answer(url, site);
    response.writeHead(status).end(body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { site: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe('downloadTemporal', () => {
  test('the site has an archive → the program in it is unpacked and can be run', async () => {
    const source = path.join(folder, 'source');
    const target = path.join(folder, 'target');
    for (const one of [source, target]) mkdirSync(one);
    writeFileSync(path.join(source, 'temporal'), '#!/bin/sh\necho temporal version 1.9.1\n');
    execFileSync('tar', ['-czf', path.join(folder, 'archive.tgz'), '-C', source, 'temporal']);
    const { site, asked } = await aSite((url, at) =>
      url.pathname === '/cli/default'
        ? { body: JSON.stringify({ archiveUrl: `${at}/archive`, fileToExtract: 'temporal' }) }
        : { body: readFileSync(path.join(folder, 'archive.tgz')) },
    );
    const file = await downloadTemporal({ artifact: 'cli', sdkVersion: '1.24.0', folder: target, site });
    expect(execFileSync(file, { encoding: 'utf8' })).toContain('1.9.1');
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toMatchObject({
      'sdk-name': 'sdk-typescript',
      'sdk-version': '1.24.0',
    });
  });

  test('the site refuses, or there is none → one clear reason', async () => {
    const { site } = await aSite(() => ({ status: 403, body: 'no' }));
    const input = { artifact: 'cli', sdkVersion: '1.24.0', folder };
    await expect(downloadTemporal({ ...input, site })).rejects.toThrow('answered 403');
    await expect(downloadTemporal({ ...input, site: 'http://127.0.0.1:1' })).rejects.toThrow(
      /ECONNREFUSED|bad port/,
    );
  });
});
