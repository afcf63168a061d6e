import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { Problem } from '#contracts/problem.ts';
import { ask, isRefused } from '../../../lib/client.ts';
import { useSession } from '../../../lib/session.tsx';
import { pageAfterSignIn } from './page-after-sign-in.ts';
import { useWait } from './use-wait.ts';

/** The two calls of a log-in: send a code to a phone, enter with it. */
export function useSignIn() {
  const { entered } = useSession();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const wait = useWait();

  const attempt = async (work: () => Promise<void>) => {
    setProblem(null);
    try {
      await work();
    } catch (error) {
      if (!isRefused(error)) throw error;
      setProblem(error.problem);
    }
  };
  const sendCode = (phone: string) =>
    attempt(async () => {
      const reply = await ask('sendCode', { body: { phone } });
      setSentTo(reply.sentTo);
      wait.start();
    });
  const enter = (phone: string, code: string) =>
    attempt(async () => {
      const session = await ask('signIn', { body: { phone, code } });
      await entered(session.me);
      await navigate(pageAfterSignIn(session.me, params.get('next')), { replace: true });
    });
  const otherPhone = () => {
    setSentTo(null);
    setProblem(null);
  };
  return { sentTo, problem, secondsToWait: wait.seconds, sendCode, enter, otherPhone };
}
