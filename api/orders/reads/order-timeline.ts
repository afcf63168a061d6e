import type { WholeOrder } from '#api/access/load-order.ts';
import { takesPart } from '#api/access/takes-part.ts';
import type { Reader } from '#api/http/reader.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { isStaff } from '#contracts/people/roles.ts';

const STAFF_ONLY = new Set<string>([
  'noticeBounced',
  'opsRepaired',
  'needsOps',
] satisfies OrderEventOf['kind'][]);
/** Before a helper is chosen he sees only his own offer: not the others, not earlier rounds. */
const OF_EVERYONE = new Set<string>(['inquiryReceived', 'closed'] satisfies OrderEventOf['kind'][]);

/** The order's history as this reader may see it. Notes are private texts: only staff learn that there is one. */
export function orderTimeline(order: WholeOrder, reader: Reader): OrderView['timeline'] {
  const since = reader.role === 'helper' ? chosenSince(order, reader.id) : 0;
  return order.events
    .filter((event) => isStaff(reader) || !STAFF_ONLY.has(event.kind))
    .filter((event) => reader.role !== 'customer' || !isAboutFitness(event))
    .filter((event) => reader.role !== 'helper' || event.version >= since || concerns(event, reader.id))
    .map((event) => ({
      id: String(event.id),
      kind: event.kind,
      payload: payloadFor({ order, event, reader }),
      role: event.role as OrderView['timeline'][number]['role'],
      verified: event.verified,
      at: event.at.toISOString(),
      version: event.version,
    }));
}

type Event = WholeOrder['events'][number];

function chosenSince(order: WholeOrder, helperId: string): number {
  if (order.helperId !== helperId) return Number.POSITIVE_INFINITY;
  const chosen = order.events.findLast(
    (event) => ['helperChosen', 'dispatchedByHand'].includes(event.kind) && helperOf(event) === helperId,
  );
  return chosen?.version ?? Number.POSITIVE_INFINITY;
}

const helperOf = (event: Event): unknown => (event.payload as { helperId?: string }).helperId;

const concerns = (event: Event, helperId: string): boolean =>
  OF_EVERYONE.has(event.kind) || event.actorId === helperId || helperOf(event) === helperId;

/** Only for the helper and ops. The customer does learn that another helper is needed. */
const isAboutFitness = (event: Event): boolean =>
  ['caseOpened', 'caseDecided'].includes(event.kind) &&
  (event.payload as { kind?: string }).kind === 'fitness';

function payloadFor(input: { order: WholeOrder; event: Event; reader: Reader }): Record<string, unknown> {
  const { order, event, reader } = input;
  const payload = event.payload as Record<string, unknown>;
  if (isStaff(reader)) return payload;
  const { noteId: _, ...rest } = payload;
  if (event.kind === 'helperReplaced' && reader.role === 'customer') delete rest.reason;
  // A helper does not see whom the customer named, nor how an order ended that continued without him.
  if (reader.role === 'helper' && rest.named !== reader.id) delete rest.named;
  if (event.kind === 'closed' && !takesPart(order, reader)) return {};
  return rest;
}
