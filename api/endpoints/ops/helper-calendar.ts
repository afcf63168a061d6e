import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { calendarOf } from '../../reads/calendar-of.ts';
import { helperHere } from '../../reads/helper-here.ts';

export const helperCalendar = endpoint(http.helperCalendar, async ({ deps, reader, params, query }) => {
  const asked = { database: deps.database, helperId: params.helperId };
  await helperHere({ ...asked, reader });
  return calendarOf({ ...asked, ...query });
});
