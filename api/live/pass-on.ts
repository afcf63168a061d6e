import type { Reader } from '#api/http/reader.ts';
import type { StreamEvent } from '#contracts/http.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { Database } from '#platform/database.ts';
import { audienceOf } from './audience-of.ts';

interface PassingOn<L extends { reader: Reader }> {
  /** `<orderId>:<version>[:<persons>]`, `case:<id>:<version>` or `inbox:<person>` */
  payload: string;
  database: Database;
  listeners: Iterable<L>;
  tell: (listener: L, event: StreamEvent) => void;
}

/** Forwards a PostgreSQL notification to the readers who may receive it. */
export async function passOn<L extends { reader: Reader }>(input: PassingOn<L>): Promise<void> {
  const { payload, listeners, tell } = input;
  if (payload.startsWith('case:')) return passOnCase(input);
  if (!payload.startsWith('inbox:')) return passOnOrder(input);
  const personId = payload.slice('inbox:'.length);
  for (const listener of listeners) if (listener.reader.id === personId) tell(listener, { type: 'inbox' });
}

async function passOnOrder<L extends { reader: Reader }>(input: PassingOn<L>): Promise<void> {
  const { payload, database, listeners, tell } = input;
  const [orderId = '', version, people] = payload.split(':');
  const event: StreamEvent = { type: 'order', orderId, version: Number(version) };
  const others = [...listeners].filter(({ reader }) => !isStaff(reader));
  const audience =
    people !== undefined || others.length === 0
      ? new Set(people?.split(','))
      : await audienceOf({ database, orderId, readers: others.map(({ reader }) => reader) });
  const hasStaff = [...listeners].some(({ reader }) => isStaff(reader));
  const city = hasStaff ? await cityOf(database, orderId) : null;
  for (const listener of listeners) {
    const { reader } = listener;
    if (isStaff(reader) ? reader.city === city : audience.has(reader.id)) tell(listener, event);
  }
}

/** An order stays in its city. */
async function cityOf(database: Database, orderId: string): Promise<string | null> {
  const known = cities.get(orderId);
  if (known) return known;
  const found = await database.models.order.findUnique({ where: { id: orderId }, select: { city: true } });
  if (cities.size >= MOST_CITIES) cities.clear();
  if (found) cities.set(orderId, found.city);
  return found?.city ?? null;
}
const cities = new Map<string, string>();
const MOST_CITIES = 10_000;

/** Only staff get events of cases, and only of their own city. */
async function passOnCase<L extends { reader: Reader }>(input: PassingOn<L>): Promise<void> {
  const { payload, database, listeners, tell } = input;
  const staff = [...listeners].filter(({ reader }) => isStaff(reader));
  if (staff.length === 0) return;
  const [, caseId = '', version] = payload.split(':');
  const found = await database.models.case.findUnique({ where: { id: caseId }, select: { city: true } });
  const event: StreamEvent = { type: 'case', caseId, version: Number(version) };
  for (const listener of staff) if (listener.reader.city === found?.city) tell(listener, event);
}
