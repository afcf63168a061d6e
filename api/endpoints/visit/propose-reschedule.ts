import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';
import { isStaff } from '../../reader.ts';

export const proposeReschedule = message(
  http.proposeReschedule,
  'proposeReschedule',
  ({ body, reader }) => ({
    startsAt: new Date(body.startsAt).toISOString(),
    ...(isStaff(reader) ? { side: body.side ?? 'customer' } : {}),
  }),
  { noteKind: 'ops' },
);
