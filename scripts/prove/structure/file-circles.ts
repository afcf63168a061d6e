import { spawnSync } from 'node:child_process';
import { inProject } from '#scripts/setup/places.mjs';

interface Told {
  diagnostics: { code: string; filename: string }[];
}

/** Files of a folder that import each other in a circle, type imports too. Our own lint rules say so. */
export function fileCircles(folder: string): string[] {
  const oxlint = inProject('node_modules/oxlint/bin/oxlint');
  const args = [oxlint, '--config', inProject('.oxlintrc.json'), '--format', 'json', '.'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  if (!stdout.startsWith('{')) throw new Error(`oxlint could not look at ${folder}: ${stderr || stdout}`);
  const { diagnostics } = JSON.parse(stdout) as Told;
  return diagnostics.filter(({ code }) => code.includes('no-cycle')).map(({ filename }) => filename);
}
