import type { AgreementTerms, AgreementView, AmendmentContent } from '#contracts/agreement.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import type { Reader } from '../reader.ts';
import { findAgreement } from './find-agreement.ts';

/** The e-contract as a party reads it. Real names and the place once both have signed; before that the masked name. */
export async function agreementView(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<AgreementView> {
  const { database, reader } = input;
  const { order, agreement } = await findAgreement(input);
  const isSigned = agreement.status === 'signed';
  const [people, helper, inquiry, document, amendments] = await Promise.all([
    readPersonal(database, [order.customerId, agreement.helperId]),
    database.helper.findUnique({ where: { id: agreement.helperId }, select: { displayName: true } }),
    database.inquiry.findUnique({ where: { orderId: order.id } }),
    database.agreementDocument.findUnique({ where: { agreementId: agreement.id }, select: { sha256: true } }),
    database.agreementAmendment.findMany({ where: { agreementId: agreement.id }, orderBy: { n: 'asc' } }),
  ]);
  const customer = people.get(order.customerId)?.name ?? '';
  const seesAll = isSigned || reader.role === 'ops' || reader.role === 'agent';
  const realName = people.get(agreement.helperId)?.name;
  return {
    id: agreement.id,
    status: agreement.status as AgreementView['status'],
    terms: agreement.terms as AgreementTerms,
    termsHash: agreement.termsHash,
    helperName: (seesAll || reader.role === 'helper' ? realName : undefined) ?? helper?.displayName ?? '',
    customerName: seesAll || reader.role === 'customer' ? customer : `${[...customer][0] ?? ''}**`,
    addressLine: seesAll || reader.role === 'customer' ? (inquiry?.addressLine ?? null) : null,
    signatures: agreement.signatures.map(({ party, signedAt }) => ({
      party: party as 'customer',
      signedAt: signedAt.toISOString(),
    })),
    documentSha256: document?.sha256 ?? null,
    amendments: amendments.map(({ content, hash, at }) => {
      const { n, to, proposedBy } = content as AmendmentContent;
      return { n, ...to, proposedBy, at: at.toISOString(), hash };
    }),
  };
}
