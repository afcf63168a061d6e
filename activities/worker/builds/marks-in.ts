/** The form in which the bundler writes it: a mark in a comment does not count. */
const CALL = /\.(?:patched|deprecatePatch)\)\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/**
 * The marks of `patched()` in bundled workflow code. The bundle is searched, not `workflows/patches.ts`, because a
 * worker may run a bundle that is older than its folder.
 */
export function marksIn(code: string): string[] {
  return [...new Set([...code.matchAll(CALL)].map(([, mark]) => mark ?? ''))].sort();
}

/** The form in which the bundler writes the exports of workflows/index.ts. */
const EXPORT = /^\/\* harmony export \*\/\s+(\w+Workflow): \(\) =>/gm;

/** The workflow types that bundled workflow code runs. */
export function workflowsIn(code: string): string[] {
  return [...new Set([...code.matchAll(EXPORT)].map(([, type]) => type ?? ''))].sort();
}
