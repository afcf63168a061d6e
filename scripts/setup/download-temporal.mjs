import { spawn } from 'node:child_process';
import { chmodSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const archs = { x64: 'amd64', arm64: 'arm64' };
const platforms = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * The place from which the Temporal SDKs fetch their servers. Gives up quickly: many networks do not reach it.
 * @param {{ artifact: string, sdkVersion: string, folder: string, site?: string }} input
 */
export async function downloadTemporal({ artifact, sdkVersion, folder, site = 'https://temporal.download' }) {
  const arch = archs[/** @type {keyof typeof archs} */ (process.arch)];
  const platform = platforms[/** @type {keyof typeof platforms} */ (process.platform)];
  if (!arch || !platform) throw new Error(`no build for ${process.platform} ${process.arch}`);
  const query = new URLSearchParams({
    arch,
    platform,
    'sdk-name': 'sdk-typescript',
    'sdk-version': sdkVersion,
  });
  const answer = await quickFetch(`${site}/${artifact}/default?${query}`);
  const { archiveUrl, fileToExtract } = await answer.json();
  const archive = await quickFetch(archiveUrl);
  await untar({ body: stallGuard(archive.body), folder });
  const file = path.join(folder, fileToExtract);
  chmodSync(file, 0o755);
  return file;
}

/** Only the wait for an answer is short; the body may take its time. @param {string} url */
async function quickFetch(url) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), 5_000);
  try {
    const answer = await fetch(url, { signal: control.signal });
    if (!answer.ok) throw new Error(`answered ${answer.status}`);
    return answer;
  } catch (error) {
    const { cause, name, message } = /** @type {Error & { cause?: Error }} */ (error);
    throw new Error(name === 'AbortError' ? 'no answer within 5 s' : (cause?.message ?? message));
  } finally {
    clearTimeout(timer);
  }
}

/** @param {any} body */
async function* stallGuard(body) {
  const stream = Readable.fromWeb(body);
  let timer;
  try {
    const arm = () => setTimeout(() => stream.destroy(new Error('the download stalled for 30 s')), 30_000);
    timer = arm();
    for await (const chunk of stream) {
      clearTimeout(timer);
      timer = arm();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}

/** tar is on every system, Windows 10 included, and opens zip files there. @param {{ body: AsyncIterable<Uint8Array>, folder: string }} input */
async function untar({ body, folder }) {
  const child = spawn('tar', [process.platform === 'win32' ? '-xf' : '-xzf', '-', '-C', folder], {
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(undefined) : reject(new Error(`tar ended with ${code}`)),
    );
  });
  await Promise.all([pipeline(body, child.stdin), ended]);
}
