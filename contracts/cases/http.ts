import { z } from 'zod';
import { messageRows } from '#contracts/durable/message-rows.ts';
import type { Endpoint } from '#contracts/endpoint.ts';
import { STAFF } from '#contracts/people/roles.ts';
import { CaseView } from './case.ts';
import { CASE_MESSAGES } from './messages.ts';

export const casesHttp = {
  cases: {
    method: 'GET',
    path: '/ops/cases',
    summary: 'Cases, open first',
    roles: STAFF,
    key: false,
    query: z.object({ status: z.enum(['open', 'decided']).optional() }),
    reply: z.object({ cases: z.array(CaseView) }),
  },
  ...messageRows(CASE_MESSAGES),
} as const satisfies Record<string, Endpoint>;
