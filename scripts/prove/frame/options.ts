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
/** A positive number, also with a fraction. */
interface Decimal {
  kind: 'decimal';
  help: string;
  default: number;
}
/** Names separated by commas. */
interface List {
  kind: 'list';
  help: string;
  default: readonly string[];
  oneOf: readonly string[];
}
/** Positive whole numbers separated by commas. */
interface Wholes {
  kind: 'wholes';
  help: string;
  default: readonly number[];
}
/** The arguments that are no options. None given: an empty list. */
interface Names {
  kind: 'names';
  help: string;
  oneOf: readonly string[];
}
/** The options of one command, by their names on the command line. */
export type Options = Record<string, Flag | Text | Whole | Decimal | List | Wholes | Names>;

type ValueOf<O extends Options[string]> = O extends Whole | Decimal
  ? number
  : O extends Flag
    ? boolean
    : O extends Wholes
      ? number[]
      : O extends (List | Names) & { oneOf: readonly (infer Name)[] }
        ? Name[]
        : O extends { default: string }
          ? Choice<O>
          : Choice<O> | undefined;
type Choice<O> = O extends { oneOf: readonly (infer Name)[] } ? Name : string;
export type Values<O extends Options> = { [K in keyof O]: ValueOf<O[K]> };

/** A mistyped option: the command did not run. The message is for the person at the keyboard. */
export class WrongOption extends Error {
  override name = 'WrongOption';
}

/** Every command has these. */
const COMMON = {
  json: { kind: 'flag', help: 'results only, as JSON lines' },
  help: { kind: 'flag', help: 'this text' },
} as const satisfies Options;

/** The former name of an option, which is still understood. */
const FORMER: Record<string, string> = { house: 'instance' };

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

type Given = string | boolean | string[] | undefined;

function parse(all: Options, args: string[]): Record<string, Given> {
  const entries = Object.entries(all);
  const types = entries
    .filter(([, { kind }]) => kind !== 'names')
    .map(([name, { kind }]) => [name, { type: kind === 'flag' ? 'boolean' : 'string' } as const]);
  const names = entries.find(([, { kind }]) => kind === 'names')?.[0];
  try {
    const { values, positionals } = parseArgs({
      args: args.map((arg) => withCurrentName(all, arg)),
      options: Object.fromEntries(types),
      allowPositionals: names !== undefined,
    });
    return { ...(values as Record<string, Given>), ...(names ? { [names]: positionals } : {}) };
  } catch (error) {
    throw new WrongOption((error as Error).message);
  }
}

function withCurrentName(all: Options, arg: string): string {
  const [, former = '', rest = ''] = /^--(\w+)(=.*)?$/s.exec(arg) ?? [];
  const current = Object.hasOwn(all, former) ? undefined : FORMER[former];
  return current && Object.hasOwn(all, current) ? `--${current}${rest}` : arg;
}

function valueIn(name: string, option: Options[string], given: Given, full: boolean): unknown {
  switch (option.kind) {
    case 'flag':
      return given === true;
    case 'names':
      return (given as string[]).map((one) => known(one, one, option.oneOf));
    case 'text': {
      const value = (given as string | undefined) ?? option.default;
      return value === undefined || !option.oneOf ? value : known(`--${name} ${value}`, value, option.oneOf);
    }
    case 'list':
      if (given === undefined) return [...option.default];
      return String(given)
        .split(',')
        .map((one) => known(`--${name} ${one}`, one, option.oneOf));
    case 'wholes':
      if (given === undefined) return [...option.default];
      return String(given)
        .split(',')
        .map((one) => whole(`--${name}`, one, 1));
    case 'decimal': {
      const value = given === undefined ? option.default : numberOf(given);
      if (value > 0 && value < Number.POSITIVE_INFINITY) return value;
      throw new WrongOption(`--${name} must be a number above 0`);
    }
    case 'whole':
      if (given === undefined) return full ? (option.full ?? option.default) : option.default;
      return whole(`--${name}`, given, option.atLeast ?? 0);
  }
}

function known(shown: string, value: string, oneOf: readonly string[]): string {
  if (oneOf.includes(value)) return value;
  const last = oneOf.at(-1);
  throw new WrongOption(`${shown}: must be ${[oneOf.slice(0, -1).join(', '), last].join(' or ')}`);
}

const numberOf = (given: Given): number => (String(given).trim() === '' ? Number.NaN : Number(given));

function whole(shown: string, given: Given, atLeast: number): number {
  const value = numberOf(given);
  if (Number.isSafeInteger(value) && value >= atLeast) return value;
  throw new WrongOption(`${shown} must be a whole number from ${atLeast}`);
}

/** One line for each option, for `--help`. */
export function optionLines(options: Options): string[] {
  const all: Options = { ...options, ...COMMON };
  return Object.entries(all).map(([name, option]) => {
    const full = option.kind === 'whole' && option.full !== undefined ? ` (--full: ${option.full})` : '';
    return `  ${shownAs(name, option).padEnd(24)} ${option.help}${full}`;
  });
}

function shownAs(name: string, option: Options[string]): string {
  if (option.kind === 'flag') return `--${name}`;
  if (option.kind === 'names') return `[${name}…]`;
  if (option.kind === 'list') return `--${name} <a,b>`;
  return `--${name} ${option.default ?? '…'}`;
}
