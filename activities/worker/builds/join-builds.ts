import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NativeConnection } from '@temporalio/worker';
import { readNotes, writeNotes } from '#platform/build-notes.ts';
import { pollingBuilds, SETTLES_MS } from '#platform/polling-builds.ts';
import { makeCurrent, type WorkflowBuild } from '../workflow-build.ts';
import { marksIn, workflowsIn } from './marks-in.ts';
import type { Standing } from './standing-of.ts';

const KNOWN_WITHIN_MS = 60_000;
/** How often a waiting build checks whether it is needed, and how long no other build must have been polling. */
const PATIENCE = { looksEveryMs: 5_000, idleMs: SETTLES_MS };

interface Joining {
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  build: WorkflowBuild;
  /** `beside`: waits until it is needed; `insists`: started on purpose, so it takes over even from a running build. */
  wish: 'current' | 'insists' | 'beside';
  logger: { warn(line: object, text: string): void };
  stopping: AbortSignal;
  patience?: typeof PATIENCE;
}

/**
 * A worker's build publishes its marks and becomes current, unless it was rolled back or replaced: then its worker
 * only serves the orders that are pinned to it. A replaced build takes over once no worker runs the newer one.
 */
export async function joinBuilds(input: Joining): Promise<void> {
  const { connection, namespace, build, wish, logger } = input;
  void tellMarks(input).catch((error: unknown) =>
    logger.warn(
      { err: error },
      'the marks of this build could not be stored: a rollback to it keeps more orders back',
    ),
  );
  if (wish === 'beside') return;
  const { buildId } = build;
  const standing = await makeCurrent({ connection, namespace, buildId, insists: wish === 'insists' });
  if (standing.may === 'take') return;
  logger.warn({ ...standing, buildId }, SAID[standing.because]);
  if (standing.because === 'replaced') void takeOver(input);
}

const SAID = {
  rolledBack:
    'this build was rolled back: only npm run release -- forward --to <build> makes it current again',
  replaced: 'a newer build is current: this one waits beside it, and takes over when it has no workers',
} as const satisfies Record<Extract<Standing, { may: 'leave' }>['because'], string>;

/** Polls until the build is needed or somebody made it current. */
async function takeOver(input: Joining): Promise<void> {
  const { connection, namespace, taskQueue, build, logger, stopping, patience = PATIENCE } = input;
  const { workflowService } = connection;
  const { buildId } = build;
  let idleSince: number | undefined;
  for (;;) {
    await sleep(patience.looksEveryMs, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    if (stopping.aborted) return;
    try {
      const { current, polling } = await pollingBuilds({ workflowService, namespace, taskQueue });
      if (current === buildId) return;
      const idle = current !== undefined && !polling.includes(current);
      idleSince = idle ? (idleSince ?? Date.now()) : undefined;
      if (idleSince === undefined || Date.now() - idleSince < patience.idleMs) continue;
      const standing = await makeCurrent({ connection, namespace, buildId, insists: true });
      return logger.warn(
        { ...standing, buildId, before: current },
        'the newer build has no workers: this build takes over',
      );
    } catch (error) {
      logger.warn({ err: error }, 'could not check whether this build is needed; retrying');
    }
  }
}

/** A build's marks never change, so they are written once. */
async function tellMarks({ connection, namespace, build }: Joining): Promise<void> {
  const of = { workflowService: connection.workflowService, namespace, buildId: build.buildId };
  const { workflowBundle } = build;
  const code =
    'code' in workflowBundle ? workflowBundle.code : await readFile(workflowBundle.codePath, 'utf8');
  for (const end = Date.now() + KNOWN_WITHIN_MS; ; await sleep(200)) {
    try {
      const { marks, workflows } = await readNotes(of);
      if (!marks || !workflows)
        await writeNotes({ ...of, notes: { marks: marksIn(code), workflows: workflowsIn(code) } });
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
