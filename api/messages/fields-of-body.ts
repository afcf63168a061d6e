import type { Shape } from '#contracts/durable/shape.ts';
import { deviceTime } from './device-time.ts';

/** The message's own fields, from the body of its call. Times are normalised. */
export function fieldsOfBody(shape: Shape, body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Object.entries(shape).filter(([field]) => body[field] !== undefined);
  return Object.fromEntries(given.map(([field, kind]) => [field, normalised(field, kind, body[field])]));
}

function normalised(field: string, kind: Shape[string], value: unknown): unknown {
  if (kind.startsWith('deviceTime')) return deviceTime(field, value as string);
  if (kind.startsWith('time')) return new Date(value as string).toISOString();
  return value;
}
