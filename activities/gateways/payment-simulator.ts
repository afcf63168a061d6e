import { deriveKey } from '#platform/proof.ts';
import type { PaymentGateway } from './payment-gateway.ts';
import { reportSignature } from './report-signature.ts';

/** The embedded gateway: signs its callbacks as a real one would, with a key that only this installation has. */
export function paymentSimulator(secret: string): Required<PaymentGateway> {
  return {
    name: 'simulator',
    open: async ({ paymentId }) => ({ payUrl: `/pay/${paymentId}` }),
    ...reportSignature(deriveKey(secret, 'payment-simulator')),
  };
}
