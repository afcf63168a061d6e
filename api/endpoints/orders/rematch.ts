import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const rematch = message(
  http.rematch,
  'rematch',
  ({ body }) => ({ reasons: body.reasons, ...(body.namedHelperId ? { named: body.namedHelperId } : {}) }),
  { noteKind: 'rematch' },
);
