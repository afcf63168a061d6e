/**
 * Ids of `patched()` calls, each with the date it came and when it may go. A changed step needs one as long as open
 * orders may hold the old history. None yet.
 */
export const PATCHES = {} as const satisfies Record<string, { since: string; removeWhen: string }>;
