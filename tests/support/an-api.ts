import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { pino } from 'pino';
import request, { type Test } from 'supertest';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { paymentSimulator } from '#activities/gateways/payment-simulator.ts';
import { createApp } from '#api/app.ts';
import type { Deps } from '#api/deps.ts';
import { openLive } from '#api/live/open-live.ts';
import { createTurns } from '#api/messages/slots/queue-by-helper.ts';
import { createCodeLimits } from '#api/people/login/code-limits.ts';
import { createLogin } from '#api/people/login/create-login.ts';
import { createSendCode } from '#api/people/login/send-code.ts';
import type { Database } from '#platform/database.ts';
import { readEnv } from '#platform/env.ts';
import { sql } from '#platform/sql.ts';
import { seedCity } from '#prisma/seed/seed-city.ts';
import { type FakeTemporal, fakeTemporal } from './fake-temporal.ts';
import { aDatabase } from './postgres.ts';

export const SECRET = 'a secret of the tests, 32 characters and more';
export const PHONES = {
  customer: '13900000001',
  otherCustomer: '13900000002',
  helper: '13900000100',
  otherHelper: '13900000101',
  ops: '13900000011',
  agent: '13900000021',
};

export interface Api {
  app: Express;
  deps: Deps;
  database: Database;
  temporal: FakeTemporal;
  /** One call with a session, as a program makes it. */
  as: (who: Person | null) => Caller;
  signIn: (phone: string) => Promise<Person>;
  logged: () => string[];
  close: () => Promise<void>;
}
export interface Person {
  id: string;
  token: string;
}
type Caller = (method: 'get' | 'post' | 'put' | 'delete', path: string) => Test;

/** The whole API on a database of its own with the demo city, and a Temporal that answers as it is told. */
export async function anApi(
  input: { mode?: 'development' | 'production'; env?: Record<string, string>; lookMs?: number } = {},
): Promise<Api> {
  const { database, appUrl, drop } = await aDatabase();
  await seedCity({ database, secret: SECRET, development: true });
  // One customer of a test places dozens; the one that counts them sets it back.
  await database.execute(sql`UPDATE policy SET body = body || '{"maxUnsigned": 10000}'`);
  const source = {
    ANJIA_MODE: input.mode ?? 'development',
    WITHOUT_PROVIDERS: 'true',
    DATABASE_URL: appUrl,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    ANJIA_SECRET: SECRET,
    LOG_LEVEL: 'debug',
    ...input.env,
  };
  const env = readEnv({ process: 'api', source });
  const lines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  const temporal = fakeTemporal();
  const sendCode = createSendCode(outboxGateway(database));
  const live = openLive({ url: appUrl, database, logger, ...(input.lookMs ? { lookMs: input.lookMs } : {}) });
  const login = createLogin({ env, database, send: sendCode });
  const payments = paymentSimulator(SECRET);
  const deps: Deps = {
    env,
    database,
    temporal,
    logger,
    login,
    codeLimits: createCodeLimits({ env, database, logger }),
    sendCode,
    payments,
    live,
    queueByHelper: createTurns({ database, logger }),
    stopping: () => false,
  };
  const app = createApp(deps);
  const as =
    (who: Person | null): Caller =>
    (method, path) => {
      const call = request(app)[method](path.startsWith('/api') ? path : `/api/v1${path}`);
      return who ? call.set('authorization', `Bearer ${who.token}`) : call;
    };
  async function signIn(phone: string): Promise<Person> {
    await as(null)('post', '/session/code').send({ phone }).expect(200);
    const sent = await database.models.outbox.findFirstOrThrow({
      where: { to: `+86${phone}` },
      orderBy: { at: 'desc' },
    });
    const { body } = await as(null)('post', '/session').send({ phone, code: sent.code }).expect(200);
    return { id: body.me.id, token: body.token };
  }
  async function close(): Promise<void> {
    await live.close();
    await drop();
  }
  return { app, deps, database, temporal, as, signIn, logged: () => lines, close };
}

export const aKey = (): string => randomUUID();

/** A body for POST /orders that fits the demo city: tomorrow, in the visiting hours. */
export async function aNeed(api: Api, customerId: string): Promise<Record<string, unknown>> {
  const address = await api.database.models.address.findFirstOrThrow({ where: { personId: customerId } });
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  return {
    serviceCode: 'dailyCleaning',
    addressId: address.id,
    quantity: 3,
    windowStart: `${day}T01:00:00Z`,
    windowEnd: `${day}T09:00:00Z`,
    careNotes: 'the cat bites',
  };
}

export async function anOrder(api: Api, who: Person, more: Record<string, unknown> = {}): Promise<string> {
  const need = { ...(await aNeed(api, who.id)), ...more };
  const { body } = await api.as(who)('post', '/orders').set('idempotency-key', aKey()).send(need).expect(201);
  return body.orderId;
}
