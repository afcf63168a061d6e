import type { Database } from '#platform/database.ts';
import type { Env } from '#platform/env.ts';
import type { Gateway } from './gateway.ts';
import { httpGateway } from './http-gateway.ts';
import { outboxGateway } from './outbox.ts';

type Settings = Pick<Env, 'GATEWAY_URL' | 'GATEWAY_TOKEN' | 'ANJIA_WITHOUT'>;

/** The configured provider; without one, messages stay in the development outbox. */
export function openGateway(input: { env: Settings; database: Pick<Database, 'execute'> }): Gateway {
  const { GATEWAY_URL: url, GATEWAY_TOKEN: token, ANJIA_WITHOUT } = input.env;
  if (!url) return outboxGateway(input.database);
  return httpGateway({ url: url.replace(/\/$/, ''), token, withoutKey: ANJIA_WITHOUT === 'key' });
}
