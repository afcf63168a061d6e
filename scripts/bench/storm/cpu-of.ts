import { readdirSync, readFileSync } from 'node:fs';

export type Program = 'api' | 'worker' | 'temporal' | 'postgres';
const TICKS_PER_SECOND = 100;

/** Seconds of processor each program has used so far, with its children; unlike a clock it knows no neighbours. Linux. */
export function cpuOf(
  pids: Partial<Record<Program, number>>,
  moreApis: number[] = [],
): Record<Program, number> | null {
  try {
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(usage);
    const of = (pid: number | undefined) =>
      all
        .filter((one) => one.pid === pid || one.parent === pid)
        .reduce((sum, one) => sum + one.ticks + (one.pid === pid ? one.ended : 0), 0) / TICKS_PER_SECOND;
    return {
      api: [pids.api, ...moreApis].reduce<number>((sum, pid) => sum + of(pid), 0),
      worker: of(pids.worker),
      temporal: of(pids.temporal),
      postgres: of(pids.postgres),
    };
  } catch {
    return null;
  }
}

interface Usage {
  pid: number;
  parent: number;
  ticks: number;
  /** of children that ended: connections come and go */
  ended: number;
}

function usage(name: string): Usage[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The name in brackets may hold blanks; after it come state, parent, … and user and system time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number);
    return [
      {
        pid: Number(name),
        parent: Number(fields[1]),
        ticks: user! + system!,
        ended: endedUser! + endedSystem!,
      },
    ];
  } catch {
    // It ended while we looked.
    return [];
  }
}
