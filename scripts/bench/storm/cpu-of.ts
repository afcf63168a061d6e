import { readdirSync, readFileSync } from 'node:fs';

export type Program = 'api' | 'worker' | 'temporal' | 'postgres';
const TICKS_PER_SECOND = 100;

/** Seconds of processor each program has used so far, with its children; unlike a clock it knows no neighbours. Linux. */
export function cpuOf(pids: Partial<Record<Program, number>>): Record<Program, number> | null {
  try {
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap(usage);
    const of = (pid: number | undefined) =>
      all.filter((one) => one.pid === pid || one.parent === pid).reduce((sum, { ticks }) => sum + ticks, 0) /
      TICKS_PER_SECOND;
    return {
      api: of(pids.api),
      worker: of(pids.worker),
      temporal: of(pids.temporal),
      postgres: of(pids.postgres),
    };
  } catch {
    return null;
  }
}

function usage(name: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The name in brackets may hold blanks; after it come state, parent, … and user and system time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return [{ pid: Number(name), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
  } catch {
    // It ended while we looked.
    return [];
  }
}
