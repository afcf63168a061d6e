import { readdirSync, readFileSync } from 'node:fs';

/** Nanoseconds on a processor, by process or by PostgreSQL's database: finer than the ticks of cpu-by-process. Linux. */
export type CpuNanos = Record<string, number>;

/**
 * A clock over these processes and PostgreSQL's sessions; a session is looked up once, and counts on when it has ended.
 */
export function cpuNanos(pids: Record<string, number | undefined>): () => CpuNanos {
  const titles = new Map<number, string>();
  const titleOf = (pid: number): string => {
    const known = titles.get(pid);
    if (known !== undefined) return known;
    const title = readText(`/proc/${pid}/cmdline`).split('\0')[0] ?? '';
    const [, database] = /^postgres: \w+ (\w+) /.exec(title) ?? [];
    const name = `postgres: ${database ?? 'background'}`;
    titles.set(pid, name);
    return name;
  };
  const used = new Map<number, { name: string; nanos: number }>();
  return () => {
    const add = (name: string, pid: number) => {
      used.set(pid, { name, nanos: Math.max(ofThreads(pid), used.get(pid)?.nanos ?? 0) });
    };
    for (const [name, pid] of Object.entries(pids)) {
      if (pid === undefined) continue;
      if (name !== 'postgres') add(name, pid);
      else for (const child of childrenOf(pid)) add(titleOf(child), child);
    }
    const nanos: CpuNanos = {};
    for (const one of used.values()) nanos[one.name] = (nanos[one.name] ?? 0) + one.nanos;
    return nanos;
  };
}

function ofThreads(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce(
      (sum, task) => sum + Number(readText(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0] ?? 0),
      0,
    );
  } catch {
    return 0;
  }
}

const childrenOf = (pid: number): number[] =>
  readText(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
