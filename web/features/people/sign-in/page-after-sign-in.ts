import type { Me } from '#contracts/people/people.ts';
import { HOME } from '../../../lib/session.tsx';

/** Back to the page that asked for the log-in, if this person may see it. */
export function pageAfterSignIn(me: Me, next: string | null): string {
  const home = HOME[me.role];
  const own = next?.startsWith('/') && !next.startsWith('//') && !next.startsWith('/login');
  if (!own || !next) return home;
  const surface = next.startsWith('/ops') ? '/ops' : next.startsWith('/helper') ? '/helper' : '/';
  return surface === home ? next : home;
}
