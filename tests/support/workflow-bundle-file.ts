import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { hashOf, inProject } from '#scripts/setup/places.mjs';

/** Bundles the workflows, or finds the bundle of the same sources: it takes seconds, and most runs change none. */
export async function bundleOnce(input: { folder: string }): Promise<string> {
  const hash = hashOf(['workflows', 'contracts', 'package-lock.json']).slice(0, 20);
  const file = path.join(input.folder, `workflow-bundle-${hash}.js`);
  await mkdir(input.folder, { recursive: true });
  const present = (await readdir(input.folder)).filter((name) => name.startsWith('workflow-bundle-'));
  if (present.includes(path.basename(file))) return file;
  const { code } = await bundleWorkflowCode({
    workflowsPath: inProject('workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  });
  await writeFile(`${file}.${process.pid}`, code);
  await rename(`${file}.${process.pid}`, file);
  for (const old of present) await rm(path.join(input.folder, old), { force: true });
  return file;
}
