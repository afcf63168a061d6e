import { Refused } from '../refused.ts';

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
// Matched by code points, so that only half of a pair counts as a surrogate.
const LONE_SURROGATE = /\p{Surrogate}/u;
const DEEPEST = 12;

/**
 * Refuses input that would break a database or a prototype: NUL, lone surrogates, prototype keys, deep nesting.
 * Iterative: a body of nested brackets must not overflow the stack.
 */
export function refuseStrangeText(root: unknown): void {
  const waiting: { path: string; value: unknown; depth: number }[] = [{ path: '', value: root, depth: 0 }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, value, depth } = next;
    if (typeof value === 'string') {
      if (value.includes('\0') || LONE_SURROGATE.test(value)) refuse(path, 'characters');
      continue;
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) refuse(path, 'depth');
    for (const key of Object.keys(value)) {
      const inside = path ? `${path}.${key.slice(0, 40)}` : key.slice(0, 40);
      if (FORBIDDEN_KEYS.has(key) || key.includes('\0') || LONE_SURROGATE.test(key)) refuse(path, 'key');
      waiting.push({ path: inside, value: (value as Record<string, unknown>)[key], depth: depth + 1 });
    }
  }
}

function refuse(path: string, message: string): never {
  throw new Refused('InvalidInput', { fields: [{ path, message }] });
}
