import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { ACTIONS } from '#contracts/access.ts';
import { Accepted, CaseAccepted, type Endpoint } from '#contracts/endpoint.ts';
import { API_PREFIX, type EndpointName } from '#contracts/http.ts';
import { REFUSED, refusalsOf } from './refusals.ts';

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

/** Shared parts of the document. */
export interface Ref {
  $ref: string;
}

/** One endpoint of the document, from the row that checks its calls. */
export function pathOf(
  name: string,
  row: Endpoint,
  problem: Ref,
  pending: { order: Ref; case: Ref },
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
      ...(mayTakeLonger(row)
        ? {
            202: {
              description: 'Taken in, still being worked on',
              headers: { ...REQUEST_ID, ...LOCATION },
              content: {
                'application/json': { schema: row.reply === Accepted ? pending.order : pending.case },
              },
            },
          }
        : {}),
      ...Object.fromEntries(refusalsOf(name as EndpointName, row).map((status) => [status, refused(status)])),
    },
  };
}

/** Endpoints that send a message to a workflow, and those that return its answer. */
const mayTakeLonger = ({ reply, status }: Endpoint): boolean =>
  reply === Accepted || (reply === CaseAccepted && status !== 201);

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

function descriptionOf(name: string, row: Endpoint): string {
  const who = row.roles.length > 0 ? `Roles: ${row.roles.join(', ')}.` : 'Open to everyone.';
  const when = name in ACTIONS ? ` Stages: ${ACTIONS[name as keyof typeof ACTIONS].stages.join(', ')}.` : '';
  return `${who}${when}${row.development ? ' Development servers only.' : ''}`;
}
