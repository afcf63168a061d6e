import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive } from '#scripts/start/processes.mjs';
import type { ChaosInstance, Program } from './open-instance.ts';
import type { Fault } from './plan-faults.ts';

/** Does one fault to the instance and waits until it is over; false when it found nothing to break. */
export async function strike(instance: ChaosInstance, fault: Fault): Promise<boolean> {
  switch (fault.kind) {
    case 'kill':
      return kill(instance, fault.program);
    case 'pause':
      return pause(instance, fault.program, fault.ms);
    case 'cut':
      return instance[fault.line].cut(fault.how, fault.ms);
    case 'loss':
      // A program that was killed just before is back by then.
      return instance.postgresLine.loseCommit(60_000);
  }
}

/** kill -9, and waits until the supervisor has started it again. */
async function kill(instance: ChaosInstance, program: Program): Promise<boolean> {
  const pid = await pidOf(instance, program);
  if (!pid) return false;
  process.kill(pid, 'SIGKILL');
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(50)) {
    const now = instance.state().pids[program];
    if (now && now !== pid) return true;
  }
  throw new Error(`${program} was killed and did not come back`);
}

/** SIGSTOP for a while. PostgreSQL's sessions are processes of their own and stand still with it. */
async function pause(instance: ChaosInstance, program: Program, ms: number): Promise<boolean> {
  const pid = await pidOf(instance, program);
  if (!pid) return false;
  const all = [pid, ...childrenOf(pid)].flatMap((each) => identify(each) ?? []);
  try {
    for (const one of all) signal(one, 'SIGSTOP');
    await sleep(ms);
  } finally {
    for (const one of all) signal(one, 'SIGCONT');
  }
  return true;
}

/** The program's pid, once it runs. */
async function pidOf(instance: ChaosInstance, program: Program): Promise<number | undefined> {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(50)) {
    const pid = instance.state().pids[program];
    if (pid && identify(pid)) return pid;
  }
  return undefined;
}

function signal(one: { pid: number; started: string }, name: NodeJS.Signals): void {
  try {
    if (isAlive(one)) process.kill(one.pid, name);
  } catch {
    // gone in this very moment
  }
}

function childrenOf(parent: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid!);
}
