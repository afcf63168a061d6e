import { KIND_OF_MISSING, type StuckKind } from '#contracts/watch/stuck.ts';

/** `not ready: database, migrations` → the kinds of stuck that ops know. */
export const missingKinds = (detail: string): StuckKind[] =>
  detail
    .replace(/^.*: /, '')
    .split(', ')
    .flatMap((name) => KIND_OF_MISSING[name] ?? []);
