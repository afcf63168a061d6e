/** What a value must be. `under` excludes the number itself. */
export type Bound = { is: number } | { atMost: number } | { atLeast: number } | { under: number };

export interface Figure {
  name: string;
  value: number;
  bound: Bound;
  ok: boolean;
}

/** One measured number beside its bound. NaN is never ok: it means that nothing was measured. */
export function figure(name: string, value: number, bound: Bound): Figure {
  return { name, value, bound, ok: isWithin(value, bound) };
}

function isWithin(value: number, bound: Bound): boolean {
  if ('is' in bound) return value === bound.is;
  if ('atMost' in bound) return value <= bound.atMost;
  if ('atLeast' in bound) return value >= bound.atLeast;
  return value < bound.under;
}

const SIGNS = { is: '=', atMost: '≤', atLeast: '≥', under: '<' } as const;

/** For a person: `orders open 0 (= 0)`. */
export function figureLine({ name, value, bound, ok }: Figure): string {
  const [[kind, limit]] = Object.entries(bound) as [[keyof typeof SIGNS, number]];
  return `${ok ? '✓' : '✗'} ${name} ${value} (${SIGNS[kind]} ${limit})`;
}
