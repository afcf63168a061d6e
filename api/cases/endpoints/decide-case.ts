import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

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
