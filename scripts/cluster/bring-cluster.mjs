import { createHmac } from 'node:crypto';
import path from 'node:path';
import { bringDatabases } from './bring-databases.mjs';
import { findServer } from './find-server.mjs';
import { writeConfig } from './write-config.mjs';

/**
 * Everything that the real server needs before it starts, and how to start it.
 * @param {{ data: string, ports: { temporal: number, temporalUi: number, postgres: number }, secrets: { secret: string, ownerPassword: string }, postgres: Promise<unknown> }} input
 * @returns {Promise<() => import('../start/supervise.mjs').Command>}
 */
export async function bringCluster({ data, ports, secrets, postgres }) {
  const [{ server, sqlTool }] = await Promise.all([findServer(), postgres]);
  const { ownerPassword } = secrets;
  const password = createHmac('sha256', secrets.secret)
    .update('temporal database')
    .digest('hex')
    .slice(0, 32);
  await bringDatabases({ sqlTool, port: ports.postgres, ownerPassword, password });
  const folder = path.join(data, 'cluster');
  const config = await writeConfig({
    folder,
    frontendPort: ports.temporal,
    postgresPort: ports.postgres,
    password,
  });
  const args = ['--config-file', config, '--allow-no-auth', 'start'];
  return () => ({ file: server, args, options: { cwd: folder, env: process.env } });
}
