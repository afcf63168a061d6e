import type { z } from 'zod';
import { isTheirs } from '#api/access/is-theirs.ts';
import type { WholeOrder } from '#api/access/load-order.ts';
import { mayContact } from '#api/access/may-contact.ts';
import type { Reader } from '#api/http/reader.ts';
import { needBeforeSigning } from '#api/order-rows/need-before-signing.ts';
import type { Wishes } from '#contracts/matching/wishes.ts';
import type { OrderView } from '#contracts/orders/order.ts';

type View = z.input<typeof OrderView>;

/** The contact person and the address; a helper sees them from the signed agreement until shortly after the visit. */
export function contactOf(order: WholeOrder, reader: Reader): View['contact'] {
  const { inquiry } = order;
  if (!inquiry || !mayContact(order, reader)) return null;
  const { contactName: name, contactPhone: phone, addressLine: line, latitude, longitude } = inquiry;
  return { name, phone, line, latitude, longitude };
}

const BEFORE_SIGNING = new Set(['selection', 'agreement']);

/** The inquiry, as far as the reader may know it. */
export function needOf(order: WholeOrder, reader: Reader): View['need'] {
  const { inquiry } = order;
  const isAsked = order.candidates.some((c) => c.helperId === reader.id && c.round === order.round);
  if (!inquiry || !(isTheirs(order, reader) || isAsked)) return null;
  const { area, careNotes, remarks, forOther, channel } = inquiry;
  // Health, door codes and other private texts only for the booked helper, during his time.
  const isTrusted = mayContact(order, reader);
  const words = isTrusted ? { careNotes, remarks } : { careNotes: null, remarks: null };
  if (isAsked && !isTrusted && BEFORE_SIGNING.has(order.stage)) {
    const isChosen = order.stage === 'agreement' && order.helperId === reader.id;
    return { ...needBeforeSigning(inquiry, isChosen), forOther, channel };
  }
  const { illness, ...openWishes } = inquiry.wishes as Wishes;
  const wishes = { ...openWishes, ...(isTrusted && illness ? { illness } : {}) };
  return { area, ...words, wishes, forOther, channel };
}
