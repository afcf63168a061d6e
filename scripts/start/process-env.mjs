import { DATABASE, OWNER, postgresUrl } from './postgres.mjs';

/** @typedef {Record<string, string | undefined>} Env */

/**
 * The settings of every process we start: what the environment says, and for the rest our own servers.
 * @param {{
 *   given: Env, ports: Record<'web' | 'postgres' | 'temporal' | 'temporalUi', number>, data: string,
 *   secrets: { secret: string, ownerPassword: string, appPassword: string },
 * }} input
 * @returns {Env}
 */
export function processEnv({ given, ports, data, secrets }) {
  const mode = given.ANJIA_MODE || 'development';
  const database = given.DATABASE_URL
    ? {}
    : {
        DATABASE_URL: postgresUrl({
          user: 'anjia_app',
          password: secrets.appPassword,
          port: ports.postgres,
          database: DATABASE,
        }),
        DATABASE_OWNER_URL: postgresUrl({
          user: OWNER,
          password: secrets.ownerPassword,
          port: ports.postgres,
          database: DATABASE,
        }),
      };
  const temporal = given.TEMPORAL_ADDRESS
    ? {}
    : {
        TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
        TEMPORAL_NAMESPACE: 'default',
        TEMPORAL_TLS: undefined,
        TEMPORAL_TLS_CERT: undefined,
        TEMPORAL_TLS_KEY: undefined,
        TEMPORAL_API_KEY: undefined,
        TEMPORAL_UI_URL: `http://localhost:${ports.temporalUi}`,
      };
  return {
    ...given,
    ANJIA_MODE: mode,
    ANJIA_SECRET: given.ANJIA_SECRET || secrets.secret,
    HEARTBEAT_MS: given.HEARTBEAT_MS || (mode === 'development' ? '2000' : '10000'),
    PORT: String(ports.web),
    PUBLIC_URL: given.PUBLIC_URL || `http://localhost:${ports.web}`,
    DATA_DIR: given.DATA_DIR || data,
    ...database,
    ...temporal,
  };
}

/**
 * Checks the settings of all processes before anything is started; every wrong name is told at once.
 * @param {{ env: Env }} input
 */
export async function checkSettings({ env }) {
  const { tsImport } = await import('tsx/esm/api');
  const { readEnv, WrongSettings } = await tsImport('../../platform/env.ts', import.meta.url);
  const wrong = new Set();
  for (const name of ['api', 'worker', 'migrate']) {
    try {
      readEnv({ process: name, source: env });
    } catch (error) {
      if (!(error instanceof WrongSettings)) throw error;
      for (const line of /** @type {Error} */ (error).message.split('\n').slice(1)) wrong.add(line);
    }
  }
  if (wrong.size > 0) throw new Error(`Settings are wrong:\n${[...wrong].join('\n')}`);
}
