import { findOrder } from '#api/access/find-order.ts';
import { mayContact } from '#api/access/may-contact.ts';
import { mayKeepDocument } from '#api/access/may-keep-document.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { AgreementTerms, AgreementView, AmendmentContent } from '#contracts/agreements/agreement.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import { rowsOfAgreement } from './rows-of-agreement.ts';

/** The e-contract as a party reads it: real names once both have signed; the customer's name and place as long as the helper may contact him. */
export async function agreementView(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<AgreementView> {
  const { database, reader } = input;
  const order = await findOrder(input);
  const agreement = await rowsOfAgreement(input);
  if (!agreement) throw new Refused('NotFound');
  const { customerId } = order;
  const { helperId, status, checkedOutAt, charged } = agreement;
  const meeting = { ...order, agreements: [agreement], visit: { checkedOutAt } };
  const people = await readPersonal(database, [customerId, helperId]);
  const customer = people.get(customerId)?.name ?? '';
  const seesHelper = status === 'signed' || isStaff(reader) || reader.role === 'helper';
  const seesCustomer = mayContact(meeting, reader);
  const realName = people.get(helperId)?.name;
  return {
    id: agreement.id,
    status: status as AgreementView['status'],
    terms: agreement.terms as AgreementTerms,
    termsHash: agreement.termsHash,
    helperName: (seesHelper ? realName : undefined) ?? agreement.displayName ?? '',
    customerName: seesCustomer ? customer : `${[...customer][0] ?? ''}**`,
    addressLine: seesCustomer ? agreement.addressLine : null,
    signatures: agreement.signatures.map(({ party, signedAt }) => ({
      party: party as 'customer',
      signedAt: signedAt.toISOString(),
    })),
    documentSha256: agreement.documentSha256,
    pdf: agreement.documentSha256 !== null && mayKeepDocument({ reader, order: meeting, status, charged }),
    amendments: agreement.amendments.map(({ content, hash, at }) => {
      const { n, to, proposedBy } = content as AmendmentContent;
      return { n, ...to, proposedBy, at: at.toISOString(), hash };
    }),
  };
}
