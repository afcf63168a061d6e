import type { Reader } from '#api/http/reader.ts';
import { isTheirs } from './is-theirs.ts';

const CONTACT_AFTER_VISIT_MS = 2 * 3_600_000;

/** The fields of an order that the rule reads. */
export interface Meeting {
  helperId: string | null;
  stage: string;
  agreements: { helperId: string; status: string }[];
  visit: { checkedOutAt: Date | null } | null;
}

/**
 * Whether this reader may know the other side's identity, the place, and confidential details. For a helper: from the
 * signed agreement until shortly after the visit. Name, place, notes and the document of the agreement all use this
 * rule.
 */
export function mayContact(order: Meeting, reader: Reader): boolean {
  if (reader.role !== 'helper') return true;
  if (!isTheirs(order, reader)) return false;
  const signed = order.agreements.some(
    ({ helperId, status }) => helperId === reader.id && status === 'signed',
  );
  const done = order.visit?.checkedOutAt;
  if (done) return signed && Date.now() < done.getTime() + CONTACT_AFTER_VISIT_MS;
  return signed && order.stage !== 'closed';
}
