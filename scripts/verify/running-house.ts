import { readFileSync } from 'node:fs';

const STATE = new URL('../../.anjia/data/state.json', import.meta.url);

/** Where `npm start` of this checkout keeps its data; undefined when it was never ready here. */
export function runningHouse(
  state: URL = STATE,
): { databaseUrl: string; temporalAddress: string } | undefined {
  try {
    const { databaseUrl, temporalAddress } = JSON.parse(readFileSync(state, 'utf8')) as Record<
      string,
      unknown
    >;
    if (typeof databaseUrl === 'string' && typeof temporalAddress === 'string')
      return { databaseUrl, temporalAddress };
  } catch {
    // Nothing was started here.
  }
  return undefined;
}
