import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { calendarOf } from '../../reads/calendar-of.ts';

export const helperCalendar = endpoint(http.helperCalendar, ({ deps, params, query }) =>
  calendarOf({ database: deps.database, helperId: params.helperId, ...query }),
);
