import type { Proofs } from './frame/run-proof.ts';

/** Every proof by its name on the command line: one file or folder in scripts/prove/, loaded when it is asked for. */
export const PROOFS: Proofs = {
  structure: async () => (await import('./structure.ts')).structure,
  cases: async () => (await import('./cases.ts')).cases,
  lists: async () => (await import('./lists.ts')).lists,
  upgrade: async () => (await import('./upgrade.ts')).upgrade,
};
