/** As the bundler writes it: a mark that only a comment speaks of is not known. */
const CALL = /\.(?:patched|deprecatePatch)\)\(\s*['"]([^'"\n]+)['"]\s*\)/g;

/**
 * The marks of `patched()` that bundled workflow code knows. The code itself is asked, not `workflows/patches.ts`: a
 * worker may run a bundle that is older than the folder it was started in.
 */
export function marksIn(code: string): string[] {
  return [...new Set([...code.matchAll(CALL)].map(([, mark]) => mark ?? ''))].sort();
}

/** As the bundler writes the exports of workflows/index.ts. */
const EXPORT = /^\/\* harmony export \*\/\s+(\w+Workflow): \(\) =>/gm;

/** The workflow types that bundled workflow code runs. */
export function workflowsIn(code: string): string[] {
  return [...new Set([...code.matchAll(EXPORT)].map(([, type]) => type ?? ''))].sort();
}
