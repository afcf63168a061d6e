import { readFileSync } from 'node:fs';

const LOCK = new URL('../../.anjia/data/lock.json', import.meta.url);

/** Where `npm start` of this checkout serves: port 3000 may have been busy. */
export function runningUrl(lock: URL = LOCK): string {
  try {
    const { url } = JSON.parse(readFileSync(lock, 'utf8')) as { url?: unknown };
    if (typeof url === 'string') return url;
  } catch {
    // Nothing was started here: the usual address.
  }
  return 'http://127.0.0.1:3000';
}
