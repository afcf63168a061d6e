import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { bearer, phoneNumber } from 'better-auth/plugins';
import type { Database } from '#platform/database.ts';
import { type ApiEnv, secretOf } from '#platform/env.ts';
import { emailOfHash } from '#platform/personal.ts';
import { deriveKey, everySecret } from '#platform/proof.ts';
import type { SendCode } from './send-code.ts';

/** better-auth with our settings, and the functions that sign and name its sessions. */
export function openAuth({ env, database, send }: { env: ApiEnv; database: Database; send: SendCode }) {
  /** Data of one call that better-auth must not store: the number to send to, the person it belongs to. */
  const asking = new AsyncLocalStorage<{ phone: string; personId: string }>();
  const secrets = everySecret(secretOf(env)).map((one) => deriveKey(one, 'session').toString('base64url'));
  const isHttps = env.PUBLIC_URL?.startsWith('https:') ?? false;
  const cookieName = `${isHttps ? '__Secure-' : ''}anjia.session_token`;
  const auth = betterAuth({
    appName: 'Anjia',
    baseURL: env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`,
    secret: secrets[0]!,
    database: prismaAdapter(database.models, { provider: 'postgresql' }),
    // Only our own endpoints call it; they check the Origin and the rate limits of people and addresses themselves.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    session: { expiresIn: 30 * 24 * 3600, updateAge: 24 * 3600 },
    advanced: {
      cookiePrefix: 'anjia',
      useSecureCookies: isHttps,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: {
        generateId: ({ model }) => (model === 'user' && asking.getStore()?.personId) || randomUUID(),
      },
    },
    plugins: [
      bearer({ requireSignature: true }),
      phoneNumber({
        otpLength: 6,
        expiresIn: 300,
        // Of one code, by everybody; of one address code-limits.ts allows fewer.
        allowedAttempts: 50,
        sendOTP: ({ code }) => send({ phone: asking.getStore()!.phone, code, kind: 'login' }),
        signUpOnVerification: {
          getTempEmail: emailOfHash,
          getTempName: () => 'person',
        },
      }),
    ],
  });
  return { auth, asking, secrets, cookieName };
}
