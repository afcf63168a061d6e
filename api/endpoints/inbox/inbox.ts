import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { inboxOf } from '../../reads/inbox-of.ts';

export const inbox = endpoint(http.inbox, ({ deps, reader }) => inboxOf({ database: deps.database, reader }));
