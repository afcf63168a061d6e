import { isStaff } from '#api/http/reader.ts';
import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const proposeReschedule = message(
  http.proposeReschedule,
  'proposeReschedule',
  ({ body, reader }) => ({
    startsAt: new Date(body.startsAt).toISOString(),
    ...(isStaff(reader) ? { side: body.side ?? 'customer' } : {}),
  }),
  { noteKind: 'ops' },
);
