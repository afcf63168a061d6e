import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { NativeConnection } from '@temporalio/worker';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { DEPLOYMENT } from '#contracts/names.ts';
import { sha256Hex } from '#platform/canonical-json.ts';
import { type Standing, standingOf } from './builds/standing-of.ts';

export interface WorkflowBuild {
  workflowBundle: { codePath: string } | { code: string };
  /** Hash of the workflow code: the same code is the same version wherever it runs. */
  buildId: string;
}

/** The workflows as one bundle; built here when it does not exist. The bundle with tracing lies beside the other. */
export async function workflowBuild(
  codePath: string | undefined,
  how: { traced?: boolean } = {},
): Promise<WorkflowBuild> {
  const given = codePath && how.traced ? tracedBeside(codePath) : codePath;
  // Images contain both bundles and no sources; a development checkout has the sources and mostly no traced bundle.
  if (given && (!how.traced || existsSync(given)))
    return { workflowBundle: { codePath: given }, buildId: buildIdOf(await readFile(given, 'utf8')) };
  const workflowsPath = fileURLToPath(new URL('../../workflows/index.ts', import.meta.url));
  // Tracing is code in the bundle, so a traced bundle is another build.
  const workflowInterceptorModules = how.traced
    ? [fileURLToPath(new URL('../../workflows/trace-interceptors.ts', import.meta.url))]
    : [];
  const logger = new DefaultLogger('WARN');
  const { code } = await bundleWorkflowCode({ workflowsPath, workflowInterceptorModules, logger });
  return { workflowBundle: { code }, buildId: buildIdOf(code) };
}

/** workflows.js → workflows.traced.js */
const tracedBeside = (codePath: string): string => codePath.replace(/(\.js)?$/, '.traced.js');

/** The source map at the end contains folders of the build machine. */
const buildIdOf = (code: string): string =>
  sha256Hex(code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '')).slice(0, 32);

/**
 * Open orders move to the newest build at their next task; `patched()` preserves the behaviour of the steps in their
 * history.
 */
export const versionOptions = (buildId: string) => ({
  workerDeploymentOptions: {
    version: { deploymentName: DEPLOYMENT, buildId },
    useWorkerVersioning: true as const,
    defaultVersioningBehavior: 'AUTO_UPGRADE' as const,
  },
});

/**
 * A versioned worker gets no task until its version is current, and no error says so. The server knows the version
 * only after the first poll, so it is queried until it agrees. A build that must not become current (why:
 * `standing-of.ts`) does not, and the log says so.
 */
export async function makeCurrent(input: {
  connection: NativeConnection;
  namespace: string;
  buildId: string;
  insists?: boolean;
  withinMs?: number;
}): Promise<Standing> {
  const { connection, namespace, buildId, withinMs = 60_000 } = input;
  const { workflowService } = connection;
  const end = Date.now() + withinMs;
  for (;;) {
    try {
      const standing = await standingOf({ ...input, workflowService });
      if (standing.may === 'take')
        await workflowService.setWorkerDeploymentCurrentVersion({
          namespace,
          deploymentName: DEPLOYMENT,
          buildId,
          ignoreMissingTaskQueues: true,
        });
      return standing;
    } catch (error) {
      if (Date.now() > end) throw new Error(`Build ${buildId} did not become current`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
