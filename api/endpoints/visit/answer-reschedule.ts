import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const answerReschedule = message(
  http.answerReschedule,
  'answerReschedule',
  ({ body }) => ({ accept: body.accept }),
  { noteKind: 'ops' },
);
