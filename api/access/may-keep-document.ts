import type { Reader } from '#api/http/reader.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { type Meeting, mayContact } from './may-contact.ts';

/**
 * Who gets the sealed document. Its bytes are what both signed, with names, the place, and the network address and
 * device of each: nothing can be taken out without breaking its hash, so it goes to few.
 * The customer keeps his contract for good; one that became void only when he was charged a fee, which rests on it. A
 * helper can take his copy as long as he may contact the customer. Later he has the terms, the sum and the fingerprint
 * that proves a copy, but not where the customer lives; whoever needs the document as evidence then asks staff.
 */
export function mayKeepDocument(input: {
  reader: Reader;
  order: Meeting;
  status: string;
  /** a fee of this order was asked of the customer */
  charged: boolean;
}): boolean {
  const { reader, order, status, charged } = input;
  if (isStaff(reader)) return true;
  if (reader.role === 'customer') return status === 'signed' || charged;
  return status === 'signed' && mayContact(order, reader);
}
