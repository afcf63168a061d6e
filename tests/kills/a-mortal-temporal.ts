import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '#contracts/names.ts';
import { anyPort } from '#scripts/start/ports.mjs';

export interface MortalTemporal {
  address: string;
  client: Client;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Starts it again with the same histories. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** The real dev server with its SQLite file, as `npm start` runs it; it can be killed and restarted. */
export async function aMortalTemporal(): Promise<MortalTemporal> {
  const folder = mkdtempSync(path.join(tmpdir(), 'anjia-temporal-'));
  const port = await anyPort();
  const address = `127.0.0.1:${port}`;
  const args = ['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(port)];
  args.push('--db-filename', path.join(folder, 'temporal.db'), '--log-level', 'never');
  args.push('--dynamic-config-value', 'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute=2');
  for (const [name, type] of Object.entries(SEARCH_ATTRIBUTES))
    args.push('--search-attribute', `${name}=${type}`);
  const client = new Client({ connection: Connection.lazy({ address }) });
  let child: ChildProcess | undefined;

  const end = async (signal: NodeJS.Signals) => {
    const dying = child;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill(signal);
    await gone;
  };
  const server: MortalTemporal = {
    address,
    client,
    kill: () => end('SIGKILL'),
    async start() {
      child = spawn(process.env.ANJIA_TEMPORAL_BIN!, args, { stdio: 'ignore' });
      for (const until = Date.now() + 60_000; ; ) {
        const { namespace } = client.options;
        const answer = client.withDeadline(Date.now() + 2_000, () =>
          client.workflowService.describeNamespace({ namespace }),
        );
        if (await answer.then(() => true).catch(() => false)) return;
        if (child.exitCode !== null || Date.now() > until) throw new Error('Temporal does not start');
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async close() {
      await client.connection.close();
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}
