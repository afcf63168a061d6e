import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inProject } from '#scripts/setup/places.mjs';
import { workflowBundle } from '#tests/support/temporal.ts';
import { PATCHES, type PatchId } from '#workflows/patches.ts';
import { FILES, marksOf, violatesOne, violating } from './stored-histories.ts';

/** The workflows with every `patched('<id>')` replaced; `asked` stands for the call itself. */
function withGuard(id: string, replaced: (asked: string) => string): string {
  const code = readFileSync(workflowBundle().codePath, 'utf8');
  const guard = new RegExp(`\\(0,\\s*[\\w.]*\\.patched\\)\\(['"]${id}['"]\\)`, 'g');
  expect(code).toMatch(guard);
  return code.replace(guard, (asked) => `(${replaced(asked)})`);
}
const oldBranch = (id: string) => withGuard(id, (asked) => `${asked}, false`);
const newBranch = (id: string) => withGuard(id, (asked) => `${asked}, true`);
const unguarded = (id: string) => withGuard(id, () => 'true');

test('every marker in a history is one of PATCHES', () => {
  const known = Object.keys(PATCHES);
  for (const file of FILES) for (const id of marksOf(file)) expect(known).toContain(id);
});

/**
 * Their two branches differ only in the inputs of activities, which replay does not compare. The named test shows that
 * a message accepted before keeps its effect.
 */
const ONLY_INPUTS: Partial<Record<PatchId, string>> = {
  proofOfShape: 'tests/workflows/order/proof.test.ts',
  freeExitEnds: 'tests/workflows/order/stages/free-exit.test.ts',
};

describe.each(Object.keys(PATCHES))('%s', (id) => {
  const marked = FILES.filter((file) => marksOf(file).has(id));
  const shownBy = ONLY_INPUTS[id as PatchId];

  test('a history carries its marker', () => expect(marked).not.toEqual([]));

  test('code that no longer asks for it replays no history with its marker', async () => {
    expect(await violating(marked, unguarded(id))).toEqual(marked);
  });

  if (shownBy) {
    test('both branches replay every history', async () => {
      expect(readFileSync(inProject(shownBy), 'utf8')).toContain(id);
      const unmarked = FILES.filter((file) => !marked.includes(file));
      expect(await violating(unmarked, newBranch(id))).toEqual([]);
      expect(await violating(marked, oldBranch(id))).toEqual([]);
    });
    return;
  }

  test('a history passed its place without the marker, and needs the old branch', async () => {
    const unmarked = FILES.filter((file) => !marked.includes(file));
    expect(await violatesOne(unmarked, newBranch(id))).toBe(true);
  });

  test('a history with its marker needs the new branch', async () => {
    expect(await violatesOne(marked, oldBranch(id))).toBe(true);
  });
});
