import { parseArgs } from 'node:util';

interface Flag {
  kind: 'flag';
  help: string;
}
interface Text {
  kind: 'text';
  help: string;
  default?: string;
  oneOf?: readonly string[];
}
interface Whole {
  kind: 'whole';
  help: string;
  default: number;
  /** The default with `--full`. */
  full?: number;
  atLeast?: number;
}
/** The options of one proof, by their names on the command line. */
export type Options = Record<string, Flag | Text | Whole>;
export type Values<O extends Options> = {
  [K in keyof O]: O[K] extends Whole
    ? number
    : O[K] extends Flag
      ? boolean
      : O[K] extends { default: string }
        ? string
        : string | undefined;
};

/** A mistyped option: the proof did not run. The message is for the person at the keyboard. */
export class WrongOption extends Error {
  override name = 'WrongOption';
}

/** Every proof has these. */
const COMMON = {
  json: { kind: 'flag', help: 'only the last line' },
  full: { kind: 'flag', help: 'larger sizes, longer than 20 minutes' },
  help: { kind: 'flag', help: 'this text' },
} as const satisfies Options;

/** Throws `WrongOption`. */
export function readOptions<O extends Options>(options: O, args: string[]): Values<O & typeof COMMON> {
  const all: Options = { ...options, ...COMMON };
  const given = parse(all, args);
  const full = given.full === true;
  const values = Object.entries(all).map(([name, option]) => [
    name,
    valueIn(name, option, given[name], full),
  ]);
  return Object.fromEntries(values) as Values<O & typeof COMMON>;
}

function parse(all: Options, args: string[]): Record<string, string | boolean | undefined> {
  const types = Object.entries(all).map(([name, { kind }]) => [
    name,
    { type: kind === 'flag' ? ('boolean' as const) : ('string' as const) },
  ]);
  try {
    return parseArgs({ args, options: Object.fromEntries(types) }).values as ReturnType<typeof parse>;
  } catch (error) {
    throw new WrongOption((error as Error).message);
  }
}

function valueIn(name: string, option: Options[string], given: string | boolean | undefined, full: boolean) {
  if (option.kind === 'flag') return given === true;
  if (option.kind === 'text') {
    const value = (given as string | undefined) ?? option.default;
    if (value === undefined || !option.oneOf || option.oneOf.includes(value)) return value;
    throw new WrongOption(`--${name} ${value}: must be ${option.oneOf.join(' or ')}`);
  }
  if (given === undefined) return full ? (option.full ?? option.default) : option.default;
  const value = String(given).trim() === '' ? Number.NaN : Number(given);
  const { atLeast = 0 } = option;
  if (Number.isSafeInteger(value) && value >= atLeast) return value;
  throw new WrongOption(`--${name} must be a whole number from ${atLeast}`);
}

/** One line for each option, for `--help`. */
export function optionLines(options: Options): string[] {
  const all: Options = { ...options, ...COMMON };
  return Object.entries(all).map(([name, option]) => {
    const shown = option.kind === 'flag' ? `--${name}` : `--${name} ${option.default ?? '…'}`;
    const full = option.kind === 'whole' && option.full !== undefined ? ` (--full: ${option.full})` : '';
    return `  ${shown.padEnd(24)} ${option.help}${full}`;
  });
}
