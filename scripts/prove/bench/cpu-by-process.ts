import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
/** Processor seconds by program; for PostgreSQL by database. */
export type CpuSeconds = Record<string, number>;

/**
 * The processor time of each program so far. Unlike elapsed time it does not depend on other programs. The time of a
 * PostgreSQL session stays with its database after it ended. Linux only; elsewhere it is empty.
 */
export function cpuByProcess(pids: Record<string, number | undefined>): () => CpuSeconds {
  const children = new Map<string, { parent: number; part: string; seconds: number }>();
  return () => {
    if (!existsSync('/proc')) return {};
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(usageOf);
    const used: CpuSeconds = {};
    const add = (part: string, seconds: number) => {
      used[part] = (used[part] ?? 0) + seconds;
    };
    for (const [name, pid] of Object.entries(pids)) {
      const own = all.find((one) => one.pid === pid);
      if (pid === undefined || !own) continue;
      const living = new Set<string>();
      for (const child of all.filter(({ parent }) => parent === pid)) {
        living.add(child.key);
        const part = name === 'postgres' ? `postgres: ${databaseOf(child.pid)}` : name;
        const seconds = name === 'postgres' ? sessionSeconds(child) : child.seconds;
        children.set(child.key, { parent: pid, part, seconds });
      }
      // The parent knows only the sum of its ended children.
      let unseen = own.ended;
      for (const [key, child] of children) {
        if (child.parent !== pid) continue;
        add(child.part, child.seconds);
        if (!living.has(key)) unseen -= child.seconds;
      }
      add(name, own.seconds + Math.max(0, unseen));
    }
    return used;
  };
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
  const title = read(`/proc/${pid}/cmdline`).split('\0')[0] ?? '';
  const [, , database] = /^postgres: (\w+) (\w+) /.exec(title) ?? [];
  if (database === 'temporal_visibility') return 'visibility';
  return database ?? 'background';
}

/** In nanoseconds, which exist per thread; a session has only one. */
const sessionSeconds = ({ pid, seconds }: Usage): number =>
  Number(read(`/proc/${pid}/schedstat`).split(' ')[0] || seconds * 1e9) / 1e9;

interface Usage {
  pid: number;
  /** A process id may be reused; an id with its start time is unique. */
  key: string;
  parent: number;
  seconds: number;
  /** of children that ended: connections come and go */
  ended: number;
}

function usageOf(name: string): Usage[] {
  const stat = read(`/proc/${name}/stat`);
  // It ended in the meantime.
  if (!stat) return [];
  // The name in brackets may contain blanks; it is followed by state, parent, …, user and system time, …, start.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
  return [
    {
      pid: Number(name),
      key: `${name}@${fields[19]}`,
      parent: Number(fields[1]),
      seconds: (user! + system!) / TICKS_PER_SECOND,
      ended: (endedUser! + endedSystem!) / TICKS_PER_SECOND,
    },
  ];
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
