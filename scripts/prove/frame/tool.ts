import type { Options, Values } from './options.ts';

/** A command with options that measures or produces something. */
export interface Tool<O extends Options = Options> {
  /** One line for `--help`. */
  about: string;
  options: O;
  /** Lines of `--help` below the options. */
  notes?: string;
  /**
   * True when every figure was reached. Throws when it could not run; ends what it started also then.
   * `print` writes results to stdout: text, or an object as one line of JSON. `say` writes progress to stderr,
   * `complain` also with `--json`.
   */
  run(input: {
    values: Values<O>;
    json: boolean;
    print(result: string | object): void;
    say(line: string): void;
    complain(line: string): void;
  }): Promise<boolean>;
}

/** Infers the types of the values from the options. */
export const defineTool = <const O extends Options>(tool: Tool<O>): Tool => tool as unknown as Tool;
