import type { AgreementTerms, AgreementView, AmendmentContent } from '#contracts/agreement.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import { isStaff, type Reader } from '../reader.ts';
import { Refused } from '../refused.ts';
import { findOrder } from './find-order.ts';
import { rowsOfAgreement } from './rows-of-agreement.ts';

/** The e-contract as a party reads it. Real names and the place once both have signed; before that the masked name. */
export async function agreementView(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<AgreementView> {
  const { database, reader } = input;
  const { customerId } = await findOrder(input);
  const agreement = await rowsOfAgreement(input);
  if (!agreement) throw new Refused('NotFound');
  const { helperId } = agreement;
  const people = await readPersonal(database, [customerId, helperId]);
  const customer = people.get(customerId)?.name ?? '';
  const seesAll = agreement.status === 'signed' || isStaff(reader);
  const realName = people.get(helperId)?.name;
  return {
    id: agreement.id,
    status: agreement.status as AgreementView['status'],
    terms: agreement.terms as AgreementTerms,
    termsHash: agreement.termsHash,
    helperName: (seesAll || reader.role === 'helper' ? realName : undefined) ?? agreement.displayName ?? '',
    customerName: seesAll || reader.role === 'customer' ? customer : `${[...customer][0] ?? ''}**`,
    addressLine: seesAll || reader.role === 'customer' ? agreement.addressLine : null,
    signatures: agreement.signatures.map(({ party, signedAt }) => ({
      party: party as 'customer',
      signedAt: signedAt.toISOString(),
    })),
    documentSha256: agreement.documentSha256,
    amendments: agreement.amendments.map(({ content, hash, at }) => {
      const { n, to, proposedBy } = content as AmendmentContent;
      return { n, ...to, proposedBy, at: at.toISOString(), hash };
    }),
  };
}
