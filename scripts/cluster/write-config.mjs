import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { anyPort } from '../start/ports.mjs';
import { DATABASES, TEMPORAL_ROLE } from './bring-databases.mjs';

const LOCAL = '127.0.0.1';
const SERVICES = /** @type {const} */ (['frontend', 'history', 'matching', 'worker']);

/**
 * The server's settings as files: JSON is YAML. Four services in one process, everything on loopback.
 * @param {{ folder: string, frontendPort: number, postgresPort: number, password: string }} input
 * @returns {Promise<string>} the file to start the server with
 */
export async function writeConfig({ folder, frontendPort, postgresPort, password }) {
  mkdirSync(folder, { recursive: true });
  const dynamicFile = path.join(folder, 'dynamic.yaml');
  writeFileSync(dynamicFile, JSON.stringify(dynamicSettings(), null, 2));

  /** @type {Record<string, unknown>} */
  const services = {};
  for (const name of SERVICES) {
    const grpcPort = name === 'frontend' ? frontendPort : await anyPort();
    services[name] = { rpc: { grpcPort, membershipPort: await anyPort(), bindOnLocalHost: true } };
  }
  /** @param {string} databaseName @param {number} maxConns */
  const store = (databaseName, maxConns) => ({
    sql: {
      pluginName: 'postgres12',
      databaseName,
      connectAddr: `${LOCAL}:${postgresPort}`,
      connectProtocol: 'tcp',
      user: TEMPORAL_ROLE,
      password,
      maxConns,
      maxIdleConns: maxConns,
      maxConnLifetime: '1h',
    },
  });
  const config = {
    log: { stdout: true, level: 'warn', format: 'json' },
    persistence: {
      defaultStore: 'history',
      visibilityStore: 'visibility',
      numHistoryShards: 4,
      datastores: {
        history: store(DATABASES.temporal, 20),
        visibility: store(DATABASES.visibility, 10),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: LOCAL } },
    services,
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `${LOCAL}:${frontendPort}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: dynamicFile, pollInterval: '60s' },
  };
  const file = path.join(folder, 'server.yaml');
  writeFileSync(file, JSON.stringify(config, null, 2), { mode: 0o600 });
  return file;
}

function dynamicSettings() {
  /** @param {unknown} value */
  const always = (value) => [{ value, constraints: {} }];
  return {
    // Workers say which build they are; an open order moves to the current one.
    'system.enableDeploymentVersions': always(true),
    // An order that no build can live on is flagged after the second failure, within seconds.
    'system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute': always(2),
    // An order may be told by several people at once, and over months: above the defaults 10 and 2,000.
    'history.maxInFlightUpdates': always(50),
    'history.maxTotalUpdates': always(5_000),
    // One process polls: four partitions would only forward to each other.
    'matching.numTaskqueueReadPartitions': always(1),
    'matching.numTaskqueueWritePartitions': always(1),
  };
}
