import type { AgreementsEvents } from './agreements/events.ts';
import type { CasesEvents } from './cases/events.ts';
import type { MatchingEvents } from './matching/events.ts';
import type { MoneyEvents } from './money/events.ts';
import type { NoticesEvents } from './notices/events.ts';
import type { OrdersEvents } from './orders/events.ts';
import type { ReviewsEvents } from './reviews/events.ts';
import type { VisitsEvents } from './visits/events.ts';

/** What may stand on an order's timeline, with the typed payload of each kind. Two areas never use one name. */
export interface EventPayloads
  extends OrdersEvents,
    MatchingEvents,
    AgreementsEvents,
    VisitsEvents,
    CasesEvents,
    MoneyEvents,
    ReviewsEvents,
    NoticesEvents {}
export type EventKind = keyof EventPayloads;
export type OrderEventOf<K extends EventKind = EventKind> = {
  [E in K]: { kind: E; payload: EventPayloads[E] };
}[K];
