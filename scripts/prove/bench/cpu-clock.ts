import { readFileSync } from 'node:fs';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * Processor milliseconds of this process and of the server process of its one connection. Only where /proc exists and
 * the server is on this machine; otherwise undefined.
 */
export async function cpuClock(database: Database): Promise<(() => number) | undefined> {
  const [row] = await database.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
  const file = `/proc/${row?.pid}/schedstat`;
  const read = (): number => {
    const { user, system } = process.cpuUsage();
    const [onCpuNs = '0'] = readFileSync(file, 'utf8').split(' ');
    return (user + system) / 1_000 + Number(onCpuNs) / 1_000_000;
  };
  try {
    read();
    return read;
  } catch {
    return undefined;
  }
}
