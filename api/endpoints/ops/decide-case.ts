import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const decideCase = message(
  http.decideCase,
  'decideCase',
  ({ body: { caseId, decision, amountFen } }) => ({
    caseId,
    decision,
    ...(amountFen === undefined ? {} : { amountFen }),
  }),
  { noteKind: 'case' },
);
