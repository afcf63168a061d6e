import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { inboxOf } from '../reads/inbox-of.ts';

export const inbox = endpoint(http.inbox, ({ deps, reader, query }) => inboxOf({ deps, reader, query }));
