import { seeded, shuffled } from '../simulate/seeded.ts';
import type { Program } from './open-instance.ts';
import type { Break } from './tcp-line.ts';

type Line = 'postgresLine' | 'temporalLine';
export type Fault = { afterMs: number } & (
  | { kind: 'kill'; program: Program }
  | { kind: 'pause'; program: Program; ms: number }
  | { kind: 'cut'; line: Line; how: Break; ms: number }
  /** A transaction commits, and its client never gets the answer. */
  | { kind: 'loss' }
);

export interface FaultCounts {
  kills: number;
  pauses: number;
  cuts: number;
  losses: number;
}

const PROGRAMS: Program[] = ['worker', 'api', 'postgres', 'temporal'];

/** Which faults, in which order, for how long: pure and seeded. `scale` shortens the 5-15 s of a pause or cut. */
export function planFaults(input: FaultCounts & { seed: number; scale?: number }): Fault[] {
  const { seed, scale = 1 } = input;
  const random = seeded(seed ^ 0x5eed);
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  /** All programs get their share: a seed that spares one would prove little. */
  const dealt = <T>(from: T[], count: number): T[] => {
    const deck: T[] = [];
    while (deck.length < count) deck.push(...shuffled(from, random));
    return deck.slice(0, count);
  };
  const afterMs = 0;
  const cutLines = dealt<[Line, Break]>(
    [
      ['postgresLine', 'reset'],
      ['temporalLine', 'reset'],
      ['postgresLine', 'silent'],
      ['temporalLine', 'silent'],
    ],
    input.cuts,
  );
  const faults: Fault[] = [
    ...dealt(PROGRAMS, input.kills).map((program): Fault => ({ kind: 'kill', program, afterMs })),
    ...dealt(PROGRAMS, input.pauses).map(
      (program): Fault => ({ kind: 'pause', program, ms: between(5_000, 15_000) * scale, afterMs }),
    ),
    ...cutLines.map(
      ([line, how]): Fault => ({ kind: 'cut', line, how, ms: between(5_000, 15_000) * scale, afterMs }),
    ),
    ...Array.from({ length: input.losses }, (): Fault => ({ kind: 'loss', afterMs })),
  ];
  return shuffled(faults, random).map((fault) => ({ ...fault, afterMs: between(500, 4_000) }));
}

/** A run with fewer faults than requested proves less. */
export function missedFaults(asked: FaultCounts, struck: FaultCounts): string[] {
  return (Object.keys(struck) as (keyof FaultCounts)[])
    .filter((kind) => struck[kind] !== asked[kind])
    .map((kind) => `${struck[kind]} of ${asked[kind]} ${kind} struck`);
}
