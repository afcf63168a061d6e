import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { inProject } from '#scripts/setup/places.mjs';
import { anyPort } from '#scripts/start/ports.mjs';
import { processEnv } from '#scripts/start/process-env.mjs';
import { readSecrets } from '#scripts/start/secrets.mjs';
import type { Instance } from '../measured-instance.ts';

/** Further API processes of the same instance, as on a larger machine; each on its own port. */
export async function moreApis(
  instance: Instance,
  count: number,
): Promise<{ urls: string[]; pids: number[]; stop(): Promise<void> }> {
  const apis = await Promise.all(Array.from({ length: count }, () => oneApi(instance)));
  return {
    urls: apis.map(({ url }) => url),
    pids: apis.flatMap(({ child }) => child.pid ?? []),
    stop: async () => {
      await Promise.all(apis.map(({ child }) => ended(child)));
    },
  };
}

async function oneApi({ data, databaseUrl, temporalAddress }: Instance) {
  if (!data || !temporalAddress) throw new Error('More API processes need an instance of our own.');
  const port = await anyPort();
  const url = `http://localhost:${port}`;
  const env = processEnv({
    given: { PATH: process.env.PATH, HOME: process.env.HOME, PUBLIC_URL: url },
    ports: {
      web: port,
      postgres: Number(new URL(databaseUrl).port),
      temporal: Number(temporalAddress.split(':')[1]),
      temporalUi: 0,
    },
    data,
    secrets: readSecrets({ folder: data }),
  });
  const child = spawn(process.execPath, ['--import', 'tsx', inProject('api/main.ts')], {
    ...{ cwd: inProject('.'), env: env as NodeJS.ProcessEnv, stdio: 'ignore' as const },
  });
  for (const until = Date.now() + 60_000; ; await sleep(200)) {
    const { ok } = await fetch(`${url}/readyz`).catch(() => ({ ok: false }));
    if (ok) return { url, child };
    if (child.exitCode !== null || Date.now() > until)
      throw new Error('A further API process did not start.');
  }
}

async function ended(child: ChildProcess): Promise<void> {
  const over = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  await over;
}
