import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ACTIONS } from '#contracts/access.ts';
import { ERRORS } from '#contracts/errors.ts';
import { API_PREFIX, type Endpoint, http, Pending, Problem } from '#contracts/http.ts';
import { Accepted } from '#contracts/order.ts';

const KEY = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .describe('Made by the caller; the same key is the same call, whatever happens'),
});

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
  for (const [name, row] of Object.entries(http) as [string, Endpoint][])
    registry.registerPath(pathOf(name, row, problem, pending));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'Anjia 安家',
      version: '1',
      description: `Every order is one durable workflow. Problem codes: ${Object.keys(ERRORS).join(', ')}.`,
    },
    servers: [{ url: '/' }],
  });
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
  const problems = { content: { 'application/problem+json': { schema: problem } } };
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
      ...(row.body
        ? { body: { required: true, content: { 'application/json': { schema: row.body } } } }
        : {}),
    },
    responses: {
      [row.status ?? 200]: { description: 'Done', content: reply },
      ...(row.reply === Accepted
        ? {
            202: {
              description: 'Taken in, still being worked on',
              content: { 'application/json': { schema: pending } },
            },
          }
        : {}),
      '4XX': { description: 'Refused', ...problems },
      503: { description: 'Try again with the same key', ...problems },
    },
  };
}

function descriptionOf(name: string, row: Endpoint): string {
  const who = row.roles.length > 0 ? `Roles: ${row.roles.join(', ')}.` : 'Open to everyone.';
  const when = name in ACTIONS ? ` Stages: ${ACTIONS[name as keyof typeof ACTIONS].stages.join(', ')}.` : '';
  return `${who}${when}${row.development ? ' Development servers only.' : ''}`;
}
