import type { Request } from 'express';
import { z } from 'zod';
import type { Endpoint } from '#contracts/endpoint.ts';
import { Refused, type RefusedField } from '../refused.ts';
import { refuseStrangeText } from './refuse-strange-text.ts';

const NOTHING = z.strictObject({});

export interface Input {
  params: Record<string, string>;
  query: Record<string, unknown>;
  body: unknown;
}

/** Checks all input of a client against the contract; unknown fields are refused, too. */
export function readInput(req: Request, endpoint: Endpoint): Input {
  refuseStrangeText({ query: { ...req.query }, body: req.body });
  return {
    params: readParams(req, endpoint),
    query: readQuery(strictly(endpoint), { ...req.query }),
    body: endpoint.body ? read(endpoint.body, req.body === undefined ? emptyBody(req) : req.body) : undefined,
  };
}

const strict = new WeakMap<Endpoint, z.ZodObject>();

// Cached: a new schema is compiled at its first use.
function strictly(endpoint: Endpoint): z.ZodObject {
  const known = strict.get(endpoint);
  if (known) return known;
  const made = (endpoint.query ?? NOTHING).strict();
  strict.set(endpoint, made);
  return made;
}

// Number() accepts an empty string as 0, and spaces and 0x10 as numbers.
function readQuery(schema: z.ZodType, given: Record<string, unknown>): Record<string, unknown> {
  const query = read(schema, given) as Record<string, unknown>;
  const strange = Object.keys(query).filter(
    (path) => typeof query[path] === 'number' && !/^-?\d+(\.\d+)?$/.test(String(given[path])),
  );
  if (strange.length === 0) return query;
  throw new Refused('InvalidInput', { fields: strange.map((path) => ({ path, message: 'not a number' })) });
}

// A malformed id cannot exist: the same answer as for a missing one.
function readParams(req: Request, endpoint: Endpoint): Record<string, string> {
  if (!endpoint.params) return {};
  const result = endpoint.params.safeParse({ ...req.params });
  if (!result.success) throw new Refused('NotFound');
  return result.data as Record<string, string>;
}

function emptyBody(req: Request): unknown {
  const hasContent = Number(req.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in req.headers;
  // There was a body that the JSON parser did not accept.
  if (hasContent) throw new Refused('UnsupportedMedia');
  return {};
}

function read(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refused('InvalidInput', { fields: result.error.issues.flatMap(fieldsOf).slice(0, 20) });
}

function fieldsOf(issue: z.core.$ZodIssue): RefusedField[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message.slice(0, 200) }];
  return issue.keys.map((key) => ({
    path: [...issue.path, key.slice(0, 60)].join('.'),
    message: 'unknown field',
  }));
}
