import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { Me } from '#contracts/people/people.ts';
import type { Role } from '#contracts/people/roles.ts';
import { LoadingPage, ProblemPage } from '../components/states.tsx';
import { ask, isRefused } from './client.ts';
import { dropDrafts } from './drafts.ts';
import { changeLanguage, chosenLanguage, language } from './i18n.ts';

export const HOME: Record<Role, string> = { customer: '/', helper: '/helper', agent: '/ops', ops: '/ops' };
const ME = ['me'];

async function readMe(): Promise<Me | null> {
  try {
    const me = await ask('me', {});
    dropDrafts(me.id);
    if (!chosenLanguage()) await changeLanguage(me.locale, false);
    return me;
  } catch (error) {
    if (isRefused(error) && error.status === 401) return null;
    throw error;
  }
}

/** The person signed in on this device: null is nobody, undefined is not known yet. */
export function useSession() {
  const queries = useQueryClient();
  const { data: me, error, refetch } = useQuery({ queryKey: ME, queryFn: readMe, staleTime: 5 * 60_000 });
  // The frame of every page observes this entry: it is changed, never removed.
  const becomes = (person: Me | null) => {
    queries.removeQueries({ predicate: (q) => q.queryKey[0] !== ME[0] && q.queryKey[0] !== 'catalogue' });
    dropDrafts(person?.id ?? null);
    queries.setQueryData(ME, person);
  };
  return {
    me,
    error,
    refetch,
    /** A session begins: the device's language wins if somebody chose one here, else the person's. */
    async entered(person: Me) {
      becomes(person);
      if (!chosenLanguage()) await changeLanguage(person.locale, false);
      else if (person.locale !== language())
        await ask('setLocale', { body: { locale: language() } }).catch(() => {});
    },
    async signOut() {
      await ask('signOut', {}).catch(() => {});
      becomes(null);
    },
  };
}

/** Shows `children` to these roles only; others go where they belong. */
export function OnlyFor({ roles, children }: { roles: readonly Role[]; children: ReactNode }) {
  const { me, error, refetch } = useSession();
  const { pathname, search } = useLocation();
  if (me === undefined)
    return error ? <ProblemPage error={error} onRetry={() => void refetch()} /> : <LoadingPage />;
  if (me === null) return <Navigate to={`/login?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (!roles.includes(me.role)) return <Navigate to={HOME[me.role]} replace />;
  return <Signed value={me}>{children}</Signed>;
}

// Passed down, not read again: when a session ends the frame unmounts first, and no page renders without its person.
const Signed = createContext<Me | null>(null);

/** The signed-in person, inside `OnlyFor`. */
export function useMe(): Me {
  const me = useContext(Signed);
  if (!me) throw new Error('useMe outside OnlyFor');
  return me;
}
