import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
export type CpuSeconds = Record<string, number>;

/**
 * Seconds of processor each program has used so far; of PostgreSQL apart what each database's sessions used. Unlike
 * a clock it knows no neighbours. Linux; elsewhere there is nothing to read, and nothing is told.
 */
export function cpuByProcess(pids: Record<string, number | undefined>): CpuSeconds {
  if (!existsSync('/proc')) return {};
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(usageOf);
  const seconds: CpuSeconds = {};
  for (const [name, pid] of Object.entries(pids)) {
    for (const one of all.filter((other) => other.pid === pid || other.parent === pid)) {
      const own = one.pid === pid;
      const part = own || name !== 'postgres' ? name : `postgres: ${databaseOf(one.pid)}`;
      seconds[part] = (seconds[part] ?? 0) + (one.ticks + (own ? one.ended : 0)) / TICKS_PER_SECOND;
    }
  }
  return seconds;
}

export function difference(after: CpuSeconds, before: CpuSeconds): CpuSeconds {
  return Object.fromEntries(
    Object.entries(after)
      .map(([name, value]) => [name, value - (before[name] ?? 0)] as const)
      .filter(([, value]) => Math.abs(value) > 0.005),
  );
}

/** PostgreSQL writes user and database into the title of each session's process. */
function databaseOf(pid: number): string {
  try {
    const title = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] ?? '';
    const [, , database] = /^postgres: (\w+) (\w+) /.exec(title) ?? [];
    if (database === 'temporal_visibility') return 'visibility';
    return database ?? 'background';
  } catch {
    return 'background';
  }
}

interface Usage {
  pid: number;
  parent: number;
  ticks: number;
  /** of children that ended: connections come and go */
  ended: number;
}

function usageOf(name: string): Usage[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The name in brackets may hold blanks; after it come state, parent, … and user and system time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    const ended = endedUser! + endedSystem!;
    return [{ pid: Number(name), parent: Number(fields[1]), ticks: user! + system!, ended }];
  } catch {
    // It ended while we looked.
    return [];
  }
}
