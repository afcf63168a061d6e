import { z } from 'zod';
import { QuoteView } from '#contracts/money/quote.ts';

/** The canonical terms. Both parties sign their hash. Codes, times, amounts and ids; no names, phones or addresses. */
export const AgreementTerms = z.object({
  version: z.literal(1),
  orderId: z.string(),
  customerId: z.uuid(),
  helperId: z.uuid(),
  serviceCode: z.string(),
  city: z.string(),
  district: z.string(),
  quantity: z.int(),
  unit: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  quote: QuoteView,
  helperFen: z.int(),
  platformFen: z.int(),
  cancelFees: z.array(z.object({ within: z.string(), percent: z.int() })),
  noShowFeePercent: z.int(),
  clauses: z
    .array(z.string())
    .describe('codes of the standing clauses, worded in the document and on screen'),
});
export type AgreementTerms = z.infer<typeof AgreementTerms>;

const Consent = z.object({
  personId: z.string().nullable(),
  role: z.string(),
  how: z.enum(['proposed', 'accepted', 'terms']).describe('terms: agreed beforehand, far enough ahead'),
  cause: z.string(),
  at: z.iso.datetime(),
});

/** A new time for the same agreement. Its hash covers these fields and the hash of the terms before. */
export const AmendmentContent = z.object({
  version: z.literal(1),
  id: z.uuid(),
  agreementId: z.uuid(),
  n: z.int(),
  from: z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() }),
  to: z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() }),
  proposedBy: z.enum(['customer', 'helper']),
  customer: Consent,
  helper: Consent,
});
export type AmendmentContent = z.infer<typeof AmendmentContent>;

export const AgreementView = z.object({
  id: z.uuid(),
  status: z.enum(['drafted', 'signed', 'void']),
  terms: AgreementTerms,
  termsHash: z.string().describe('SHA-256 (hex) of the canonical JSON of terms'),
  helperName: z.string(),
  customerName: z.string(),
  addressLine: z.string().nullable().describe('helper: as long as the order shows him the contact'),
  signatures: z.array(z.object({ party: z.enum(['customer', 'helper']), signedAt: z.iso.datetime() })),
  documentSha256: z.string().nullable(),
  pdf: z.boolean().describe('the reader may have the document: GET agreement.pdf'),
  amendments: z.array(
    z.object({
      n: z.int(),
      startsAt: z.iso.datetime(),
      endsAt: z.iso.datetime(),
      proposedBy: z.enum(['customer', 'helper']),
      at: z.iso.datetime(),
      hash: z
        .string()
        .describe('SHA-256 over this amendment and the hash before it; the first one over termsHash'),
    }),
  ),
});
export type AgreementView = z.infer<typeof AgreementView>;

/** Codes of the standing clauses, in the order of the document. */
export const CLAUSES = [
  'serviceScope',
  'helperDuties',
  'customerDuties',
  'noPrivateSurcharge',
  'cancelFees',
  'guarantee',
  'privacy',
] as const;
