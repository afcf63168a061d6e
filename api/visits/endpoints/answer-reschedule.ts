import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const answerReschedule = message(
  http.answerReschedule,
  'answerReschedule',
  ({ body }) => ({ accept: body.accept }),
  { noteKind: 'ops' },
);
