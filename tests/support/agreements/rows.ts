import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Given, Rows } from '../rows.ts';

/** Signed by both. */
export const anAgreement = (
  { models }: Rows,
  given: Given<Prisma.AgreementUncheckedCreateInput, 'orderId' | 'helperId'>,
) =>
  models.agreement.create({
    data: { id: randomUUID(), terms: {}, termsHash: 'a'.repeat(64), status: 'signed', ...given },
  });

export const aDocument = (
  { models }: Rows,
  given: Given<Prisma.AgreementDocumentUncheckedCreateInput, 'agreementId'>,
) =>
  models.agreementDocument.create({
    data: { pdf: Buffer.from('%PDF-1.4'), sha256: 'd'.repeat(64), ...given },
  });

/** The nth of its agreement. */
export const anAmendment = (
  { models }: Rows,
  given: Given<Prisma.AgreementAmendmentUncheckedCreateInput, 'agreementId' | 'orderId' | 'n'>,
) => {
  const hashes = { previousHash: 'a'.repeat(64), hash: `${given.n}`.repeat(64) };
  return models.agreementAmendment.create({
    data: { id: randomUUID(), content: {}, ...hashes, at: new Date(), ...given },
  });
};

export const aSignature = (
  { models }: Rows,
  given: Given<Prisma.SignatureUncheckedCreateInput, 'agreementId' | 'party' | 'personId'>,
) => {
  const proved = { termsHash: 'a'.repeat(64), evidenceId: randomUUID(), signedAt: new Date() };
  return models.signature.create({ data: { ...proved, ...given } });
};

/** Good for a minute. */
export const aSigningCode = (
  { models }: Rows,
  given: Given<Prisma.SigningCodeUncheckedCreateInput, 'id' | 'orderId' | 'personId' | 'codeHash'>,
) => models.signingCode.create({ data: { expiresAt: new Date(Date.now() + 60_000), ...given } });
