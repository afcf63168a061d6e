import { isParty, isRole } from '#contracts/people/roles.ts';

/**
 * Shapes of messages that enter a workflow. zod-free, because they are checked inside the workflow sandbox: messages
 * also come from the Temporal UI and CLI, past the API.
 */
const isCode = (v: unknown): boolean => typeof v === 'string' && /^[\w.-]{1,64}$/.test(v);
const isTime = (v: unknown): boolean =>
  typeof v === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(v) && !Number.isNaN(Date.parse(v));

const CHECKS = {
  id: (v: unknown) => typeof v === 'string' && /^[\w:.-]{1,120}$/.test(v),
  code: isCode,
  codes: (v: unknown) => Array.isArray(v) && v.length <= 10 && v.every(isCode),
  hash: (v: unknown) => typeof v === 'string' && /^[\w-]{16,128}$/.test(v),
  bool: (v: unknown) => typeof v === 'boolean',
  int: (v: unknown) => Number.isSafeInteger(v),
  fen: (v: unknown) => Number.isSafeInteger(v) && (v as number) >= 0 && (v as number) <= 1_000_000_00,
  score: (v: unknown) => Number.isInteger(v) && (v as number) >= 1 && (v as number) <= 5,
  minutes: (v: unknown) => Number.isInteger(v) && (v as number) >= 1 && (v as number) <= 14 * 24 * 60,
  time: isTime,
  /** The time on the device at which something happened. The API accepts only times near its own. */
  deviceTime: isTime,
  pin: (v: unknown) => typeof v === 'string' && /^\d{4,8}$/.test(v),
  role: isRole,
  party: isParty,
} satisfies Record<string, (v: unknown) => boolean>;

export type Kind = Extract<keyof typeof CHECKS, string>;
export type Value<K> = K extends 'bool'
  ? boolean
  : K extends 'int' | 'fen' | 'score' | 'minutes'
    ? number
    : K extends 'codes'
      ? string[]
      : K extends 'role'
        ? 'customer' | 'helper' | 'agent' | 'ops'
        : K extends 'party'
          ? 'customer' | 'helper'
          : string;

/** Field name → kind; a kind that ends in `?` may be missing. */
export type Shape = Readonly<Record<string, Kind | `${Kind}?`>>;
export type Shaped<S extends Shape> = {
  [F in keyof S as S[F] extends `${string}?` ? never : F]: Value<S[F]>;
} & {
  [F in keyof S as S[F] extends `${string}?` ? F : never]?: S[F] extends `${infer K}?` ? Value<K> : never;
};

/** The name of the first field that does not fit, `''` when the message is no object, null when all fit. */
export function misfit(shape: Shape, message: unknown): string | null {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return '';
  const fields = message as Record<string, unknown>;
  for (const name of Object.keys(fields)) if (!Object.hasOwn(shape, name)) return name.slice(0, 60);
  for (const [name, kind] of Object.entries(shape)) {
    const optional = kind.endsWith('?');
    const value = fields[name];
    if (value === undefined || (value === null && optional)) {
      if (!optional) return name;
      continue;
    }
    if (!CHECKS[(optional ? kind.slice(0, -1) : kind) as Kind](value)) return name;
  }
  return null;
}
