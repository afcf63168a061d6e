import { createHmac } from 'node:crypto';
import { ipKeyGenerator } from 'express-rate-limit';
import { Counter } from 'prom-client';
import { isLoopback } from '#api/http/is-loopback.ts';
import type { Database } from '#platform/database.ts';
import type { ApiEnv } from '#platform/env.ts';
import { secretOf } from '#platform/env.ts';
import type { Logger } from '#platform/logger.ts';
import { phoneHash } from '#platform/personal.ts';
import { deriveKey } from '#platform/proof.ts';
import { count, countOrRefuse, fullLimits, type Limit, uncount, waitFor } from './attempt-counts.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Codes to one phone: they cost money and disturb whoever has it. */
const TO_PHONE = [
  { most: 1, seconds: MINUTE },
  { most: 5, seconds: HOUR },
  { most: 10, seconds: DAY },
];
/** Codes asked for from one address (an office, a village behind one NAT); only with wrong guesses it waits beyond. */
const FROM_ADDRESS = { most: 30, seconds: 10 * MINUTE };
const WRONG_FROM_ADDRESS = { most: 60, seconds: 10 * MINUTE };
const SUSPICIOUS = 10;
/** Wrong guesses of one code from one address. Somebody else's guesses do not count for its owner. */
const WRONG_OF_CODE = { most: 5, seconds: 10 * MINUTE };

const budgetReached = new Counter({
  name: 'anjia_codes_over_budget_total',
  help: 'Log-in codes that were not sent because the budget of the day was used up',
});

export interface CodeLimits {
  /** Runs `send` when a code may be sent now, else refuses with Retry-After. What was not sent does not count. */
  sending: (input: { phone: string; address: string }, send: () => Promise<void>) => Promise<void>;
  /** Runs `guess`; a guess that `isWrong` counts. */
  guessing: <R>(
    input: { phone: string; address: string; codeId: string; isWrong: (error: unknown) => boolean },
    guess: () => Promise<R>,
  ) => Promise<R>;
}

/**
 * Limits of log-in codes, for the whole agency and in PostgreSQL. A limit slows down whoever causes it: nobody can lock
 * out a phone by guessing wrongly elsewhere, and many people behind one address may sign in.
 */
export function createCodeLimits(input: { env: ApiEnv; database: Database; logger: Logger }): CodeLimits {
  const { env, database, logger } = input;
  const secret = secretOf(env);
  const keyed = (kind: string, value: string) =>
    `${kind}:${createHmac('sha256', deriveKey(secret, 'limits')).update(value).digest('base64url')}`;
  const near = (address: string) => keyed('address', ipKeyGenerator(address));
  const limitsOf = (phone: string): Limit[] =>
    TO_PHONE.map((limit) => ({ key: `phone:${limit.seconds}:${phoneHash(secret, phone)}`, ...limit }));

  return {
    async sending({ phone, address }, send) {
      // The simulator of a development machine has everybody at one address.
      if (env.ANJIA_MODE === 'development' && isLoopback(address)) return send();
      const here = { key: near(address), ...FROM_ADDRESS };
      const wrongHere = { key: `wrong:${near(address)}`, most: SUSPICIOUS, seconds: FROM_ADDRESS.seconds };
      const budget = { key: 'codes', most: env.CODES_A_DAY, seconds: DAY };
      const [busy, suspicious, spent] = await Promise.all(
        [here, wrongHere, budget].map((limit) => fullLimits(database, [limit])),
      );
      if (busy![0] && suspicious![0]) throw waitFor(busy![0].seconds);
      if (spent![0]) {
        budgetReached.inc();
        logger.error({ most: env.CODES_A_DAY }, 'the budget of log-in codes is used up for today');
        throw waitFor(spent![0].seconds);
      }
      // What comes from the address is counted here, and is no limit by itself.
      const limits = [...limitsOf(phone), { ...here, most: MOST_INT }, budget];
      await countOrRefuse(database, limits);
      try {
        await send();
      } catch (error) {
        await uncount(database, limits);
        throw error;
      }
    },
    async guessing({ phone, address, codeId, isWrong }, guess) {
      const ofCode = {
        key: keyed('guess', `${phone}\n${ipKeyGenerator(address)}\n${codeId}`),
        ...WRONG_OF_CODE,
      };
      const fromAddress = { key: `wrong:${near(address)}`, ...WRONG_FROM_ADDRESS };
      const [full] = await fullLimits(database, [ofCode, fromAddress]);
      if (full) throw waitFor(full.seconds);
      try {
        return await guess();
      } catch (error) {
        if (isWrong(error)) await count(database, [ofCode, fromAddress]);
        throw error;
      }
    },
  };
}

const MOST_INT = 2 ** 31 - 1;
