import type { MessageWorks } from '#api/messages/message.ts';
import { isStaff } from '#contracts/people/roles.ts';

export const visitMessages = {
  proposeReschedule: {
    fields: ({ body, reader }) => ({
      startsAt: new Date(body.startsAt).toISOString(),
      // Customers and helpers act for themselves, whatever the body says.
      ...(isStaff(reader) ? { side: body.side ?? 'customer' } : {}),
    }),
  },
} satisfies Partial<MessageWorks>;
