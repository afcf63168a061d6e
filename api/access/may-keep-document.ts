import type { Reader } from '#api/http/reader.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { type Meeting, mayContact } from './may-contact.ts';

/**
 * Who gets the sealed document. Its bytes are what both sides signed, with names, place, network addresses and
 * devices. Nothing can be removed without breaking the hash, so few people get it. The customer keeps it for good; an
 * agreement that became void only if a fee was charged, which depends on it. A helper gets it as long as he may
 * contact the customer. Later he has the terms, the sum and the hash that proves a copy, but not the customer's
 * address; staff provide the document when it is needed as evidence.
 */
export function mayKeepDocument(input: {
  reader: Reader;
  order: Meeting;
  status: string;
  /** the customer was charged a fee for this order */
  charged: boolean;
}): boolean {
  const { reader, order, status, charged } = input;
  if (isStaff(reader)) return true;
  if (reader.role === 'customer') return status === 'signed' || charged;
  return status === 'signed' && mayContact(order, reader);
}
