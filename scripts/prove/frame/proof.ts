import type { Figure } from './figure.ts';
import type { Options, Values } from './options.ts';

/** A run with a guard taken away. It must fail; otherwise the proof cannot see what it claims to see. */
interface Control {
  name: string;
  failed: boolean;
  /** What the control run showed, for a person. */
  saw: string;
}

export interface Proved {
  /** At least one: a proof that measured nothing proves nothing. */
  figures: Figure[];
  controls?: Control[];
  /** Also printed in the last line, without a bound: seeds, sizes, counts. */
  also?: Record<string, unknown>;
}

export interface Proof<O extends Options = Options> {
  /** One line for the list of proofs. */
  about: string;
  options: O;
  /**
   * Starts what it needs and ends it again, also when it throws. Throws when it could not measure.
   * `say` prints a line of progress to stderr, `complain` also with `--json`.
   */
  run(input: {
    values: Values<O>;
    full: boolean;
    say(line: string): void;
    complain(line: string): void;
  }): Promise<Proved>;
}

/** Infers the types of the values from the options. */
export const defineProof = <const O extends Options>(proof: Proof<O>): Proof => proof as unknown as Proof;
