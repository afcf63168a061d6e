import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ACTIONS } from '#contracts/access.ts';
import { Accepted, type Endpoint } from '#contracts/endpoint.ts';
import { ERRORS } from '#contracts/errors.ts';
import { API_PREFIX, type EndpointName, http } from '#contracts/http.ts';
import { Pending, Problem } from '#contracts/problem.ts';

const KEY = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .describe('Made by the caller; the same key is the same call, whatever happens'),
});
const GATEWAY = z.object({
  'x-anjia-timestamp': z.string().describe('Unix milliseconds, at most five minutes away'),
  'x-anjia-signature': z.string().describe('HMAC-SHA-256 over the time and the bytes of the body'),
});

/** Refusals that only the work behind the door knows; those of the door itself follow from the row. */
const MORE_REFUSALS: Partial<Record<EndpointName, number[]>> = {
  signIn: [401],
  catalogue: [422],
  simulatePayment: [403],
  addAddress: [422],
  freeStarts: [403, 409],
  otherTimes: [409],
  agreementPdf: [409],
  setWorkingTimes: [409],
  setAreas: [409, 422],
  addLeave: [409, 422],
  setCertificate: [409],
  blockPerson: [409],
  paymentCallback: [403, 404, 409],
};

/** OpenAPI 3.1 from the very objects that check the calls. */
export function createOpenApi(): ReturnType<OpenApiGeneratorV31['generateDocument']> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'anjia.session_token',
  });
  const problem = component(registry, 'Problem', Problem);
  const pending = component(registry, 'Pending', Pending);
  // By path, so that the document does not depend on the order in which contracts/http.ts is assembled.
  const rows = Object.entries<Endpoint>(http).sort(
    ([, a], [, b]) => compare(a.path, b.path) || compare(a.method, b.method),
  );
  for (const [name, row] of rows) registry.registerPath(pathOf(name, row, problem, pending));
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Anjia 安家',
      version: '1',
      description: `Every order is one durable workflow. Problem codes: ${Object.keys(ERRORS).join(', ')}.`,
    },
    servers: [{ url: '/' }],
  });
  sharpenTimes(document);
  return document;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const UTC = z.toJSONSchema(z.iso.datetime()).pattern;

/** `date-time` alone would allow offsets; ours end in Z. */
function sharpenTimes(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  const schema = node as { format?: unknown; pattern?: unknown };
  if (schema.format === 'date-time') schema.pattern ??= UTC;
  for (const inside of Object.values(node)) sharpenTimes(inside);
}

interface Ref {
  $ref: string;
}

function component(registry: OpenAPIRegistry, name: string, schema: z.ZodType): Ref {
  registry.registerComponent('schemas', name, z.toJSONSchema(schema) as object);
  return { $ref: `#/components/schemas/${name}` };
}

function pathOf(
  name: string,
  row: Endpoint,
  problem: Ref,
  pending: Ref,
): Parameters<OpenAPIRegistry['registerPath']>[0] {
  const refused = (status: number) => ({
    description: REFUSED[status] ?? 'Refused',
    headers: { ...REQUEST_ID, ...(status === 429 || status === 503 ? RETRY_AFTER : {}) },
    content: { 'application/problem+json': { schema: problem } },
  });
  const isFile = row.path.endsWith('.pdf');
  const reply = isFile
    ? { 'application/pdf': { schema: { type: 'string' as const, format: 'binary' } } }
    : { 'application/json': { schema: row.reply } };
  return {
    operationId: name,
    method: row.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete',
    path: API_PREFIX + row.path.replaceAll(/:(\w+)/g, '{$1}'),
    summary: row.summary,
    description: descriptionOf(name, row),
    security: row.roles.length > 0 ? [{ bearer: [] }, { cookie: [] }] : [],
    request: {
      ...(row.params ? { params: row.params } : {}),
      ...(row.query ? { query: row.query } : {}),
      ...(row.key ? { headers: KEY } : {}),
      ...(name === 'paymentCallback' ? { headers: GATEWAY } : {}),
      ...(row.body
        ? { body: { required: true, content: { 'application/json': { schema: row.body } } } }
        : {}),
    },
    responses: {
      [row.status ?? 200]: { description: 'Done', headers: REQUEST_ID, content: reply },
      ...(row.reply === Accepted
        ? {
            202: {
              description: 'Taken in, still being worked on',
              headers: { ...REQUEST_ID, ...LOCATION },
              content: { 'application/json': { schema: pending } },
            },
          }
        : {}),
      ...Object.fromEntries(refusalsOf(name as EndpointName, row).map((status) => [status, refused(status)])),
    },
  };
}

const text = (description: string) => ({ description, required: true, schema: { type: 'string' as const } });
const REQUEST_ID = {
  'x-request-id': {
    description: 'Names this call in our logs',
    required: true,
    schema: { type: 'string' as const, format: 'uuid' },
  },
};
const RETRY_AFTER = { 'retry-after': text('Seconds') };
const LOCATION = { location: text('Where the answer will be') };

const REFUSED: Record<number, string> = {
  400: 'Something sent has a wrong shape, or the key is missing',
  401: 'Not signed in',
  403: 'Not for this role',
  404: 'Missing, or not yours to see',
  409: 'Not now: a rule of the order, or the same call is still being worked on',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Understood and not possible, or the key was used with another body',
  429: 'Too often',
  503: 'Try again with the same key',
};

/** Every status this endpoint may refuse with, and no other. */
function refusalsOf(name: EndpointName, row: Endpoint): number[] {
  const refusals = [400, 429, 503, ...(MORE_REFUSALS[name] ?? [])];
  if (row.roles.length > 0) refusals.push(401, 403);
  if (row.params) refusals.push(404);
  if (row.body) refusals.push(413, 415);
  // A key may be in flight or used otherwise, and every work that needs one has rules of its own.
  if (row.key) refusals.push(404, 409, 422);
  return [...new Set(refusals)].sort((a, b) => a - b);
}

function descriptionOf(name: string, row: Endpoint): string {
  const who = row.roles.length > 0 ? `Roles: ${row.roles.join(', ')}.` : 'Open to everyone.';
  const when = name in ACTIONS ? ` Stages: ${ACTIONS[name as keyof typeof ACTIONS].stages.join(', ')}.` : '';
  return `${who}${when}${row.development ? ' Development servers only.' : ''}`;
}
