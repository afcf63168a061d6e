import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { calendarOf } from '../reads/calendar-of.ts';

export const myCalendar = endpoint(http.myCalendar, ({ deps, reader, query }) =>
  calendarOf({ database: deps.database, helperId: reader.id, ...query }),
);
