/** What the notices of one kind of durable subject are made from. */
export interface SubjectParts {
  /** The facts that notices read: the subject's row after the transition. */
  row: { id: string };
  /** The events that cause notices or end their truth, with the payload of each. */
  events: object;
  /** The names of the conditions under which its notices stay true. */
  condition: string;
}

/** What the notices of a kind of subject have in common. */
export interface NoticeSubject<T extends SubjectParts> {
  /** Parameters that every notice of the subject carries. */
  params(row: T['row']): Record<string, unknown>;
  /** Notices to staff go to those of this city; null: to those of every city. */
  city(row: T['row']): string | null;
  /** The order a notice links to; null: none. */
  orderId(row: T['row']): string | null;
  conditions: Record<T['condition'], Condition<T>>;
}

/** Something that must hold for a notice to be true. Its name is stored with the notice, in the column `wait`. */
export interface Condition<T extends SubjectParts> {
  /** It is stored as `<name>:<detail>`: of which party, of which case. */
  detailed?: true;
  holds(row: T['row']): boolean;
  /** Events that end it although it would still hold: true, or the details they end it for. */
  endedBy?: { [K in keyof T['events']]?: (payload: T['events'][K]) => boolean | string[] };
}
