import { z } from 'zod';
import { messageRows } from '#contracts/durable/message-rows.ts';
import { ALL, type Endpoint, Nothing, orderParams } from '#contracts/endpoint.ts';
import { codeOf } from '#contracts/typed/code.ts';
import { AgreementView } from './agreement.ts';
import { AGREEMENT_MESSAGES } from './messages.ts';

export const agreementsHttp = {
  agreement: {
    method: 'GET',
    path: '/orders/:orderId/agreement',
    summary: 'The e-contract',
    roles: ALL,
    key: false,
    params: orderParams,
    reply: AgreementView,
  },
  agreementPdf: {
    method: 'GET',
    path: '/orders/:orderId/agreement.pdf',
    summary: 'The signed e-contract as a PDF',
    roles: ALL,
    key: false,
    params: orderParams,
    reply: z.any().describe('application/pdf'),
  },
  sendSigningCode: {
    method: 'POST',
    path: '/orders/:orderId/agreement/code',
    summary: 'Send me a one-time code to sign with',
    roles: ['customer', 'helper'],
    key: true,
    params: orderParams,
    body: Nothing,
    reply: z.object({ sentTo: z.string() }),
  },
  ...messageRows(AGREEMENT_MESSAGES, {
    // The signer proves their identity with a code. The API stores the evidence.
    sign: z.strictObject({
      termsHash: z.string().regex(/^[0-9a-f]{64}$/),
      code: codeOf(6),
    }),
  }),
} as const satisfies Record<string, Endpoint>;
