import { z } from 'zod';
import { type Endpoint, MOST_FEN, message, Note, Reason, STAFF } from '#contracts/endpoint.ts';
import { CaseView } from './case.ts';

export const casesHttp = {
  object: message(
    'objection',
    'Object to the completion',
    ['customer', ...STAFF],
    z.strictObject({ reason: z.enum(['notDone', 'poorQuality', 'damage', 'late', 'other']), note: Note }),
  ),
  cases: {
    method: 'GET',
    path: '/ops/cases',
    summary: 'Cases, open first',
    roles: STAFF,
    key: false,
    query: z.object({ status: z.enum(['open', 'decided']).optional() }),
    reply: z.object({ cases: z.array(CaseView) }),
  },
  decideCase: message(
    'case-decision',
    'Decide an open case',
    STAFF,
    z.strictObject({
      caseId: z.uuid(),
      decision: z.string().regex(/^\w{1,40}$/),
      amountFen: z.int().min(0).max(MOST_FEN).optional(),
      reason: Reason,
      note: Note,
    }),
  ),
} as const satisfies Record<string, Endpoint>;
