import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { demoLogins as read } from '../reads/demo-logins.ts';

export const demoLogins = endpoint(http.demoLogins, async ({ deps }) => ({
  logins: await read(deps.database),
}));
