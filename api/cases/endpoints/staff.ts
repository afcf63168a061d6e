import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { staffHere } from '../reads/staff-here.ts';

export const staff = endpoint(http.staff, async ({ deps, reader }) => ({
  staff: await staffHere(deps.database, reader.city),
}));
