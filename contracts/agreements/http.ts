import { z } from 'zod';
import { ALL, type Endpoint, message, Nothing, orderParams } from '#contracts/endpoint.ts';
import { AgreementView } from './agreement.ts';

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
  sign: message(
    'agreement/signature',
    'Sign the terms with the code',
    ['customer', 'helper'],
    z.strictObject({ termsHash: z.string().regex(/^[0-9a-f]{64}$/), code: z.string().regex(/^\d{6}$/) }),
  ),
} as const satisfies Record<string, Endpoint>;
