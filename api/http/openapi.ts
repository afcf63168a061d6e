import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import type { Endpoint } from '#contracts/endpoint.ts';
import { ERRORS } from '#contracts/errors.ts';
import { http } from '#contracts/http.ts';
import { CasePending, Pending, Problem } from '#contracts/problem.ts';
import { pathOf, type Ref } from './openapi/path-of.ts';

/** OpenAPI 3.1, generated from the schemas that check the calls. */
export function createOpenApi(): ReturnType<OpenApiGeneratorV31['generateDocument']> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'anjia.session_token',
  });
  const problem = component(registry, 'Problem', Problem);
  const pending = {
    order: component(registry, 'Pending', Pending),
    case: component(registry, 'CasePending', CasePending),
  };
  // Sorted by path, so that the document does not depend on the order in contracts/http.ts.
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

function component(registry: OpenAPIRegistry, name: string, schema: z.ZodType): Ref {
  registry.registerComponent('schemas', name, z.toJSONSchema(schema) as object);
  return { $ref: `#/components/schemas/${name}` };
}
