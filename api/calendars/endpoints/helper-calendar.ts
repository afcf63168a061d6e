import { helperHere } from '#api/access/helper-here.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { calendarOf } from '../reads/calendar-of.ts';

export const helperCalendar = endpoint(http.helperCalendar, async ({ deps, reader, params, query }) => {
  const asked = { database: deps.database, helperId: params.helperId };
  await helperHere({ ...asked, reader });
  return calendarOf({ ...asked, ...query });
});
