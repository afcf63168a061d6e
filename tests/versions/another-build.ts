import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const CHANGE = 'versions-test';

/** The workflows of a bundle with one change behind `patched()`: a timer before every step. Answers its file. */
export function anotherBuild(input: { bundle: string; folder: string }): string {
  const code = readFileSync(input.bundle, 'utf8');
  const turn = /([\w.]+)\.CancellationScope\.nonCancellable\(\(\)\s*=>\s*run\(name, fields, how\)\)/.exec(
    code,
  );
  if (!turn) throw new Error('The bundle has changed: where does a step get its turn?');
  const sdk = turn[1];
  const step = /async function run\(name, fields, how\) \{/;
  const change = `if ((0,${sdk}.patched)('${CHANGE}')) await (0,${sdk}.sleep)(1);`;
  const changed = code.replace(step, (head) => `${head}\n${change}`);
  if (changed === code) throw new Error('The bundle has changed: where does a step run?');
  const file = path.join(input.folder, 'another-build.js');
  writeFileSync(file, changed);
  return file;
}
