import { deriveKey, everySecret, type Secret } from '#platform/proof.ts';
import type { PaymentGateway } from './payment-gateway.ts';
import { reportSignature } from './report-signature.ts';

/** The embedded gateway: signs its callbacks like a real one, with a key of this installation. */
export function paymentSimulator(secret: Secret): Required<PaymentGateway> {
  const signatures = everySecret(secret).map((one) => reportSignature(deriveKey(one, 'payment-simulator')));
  return {
    name: 'simulator',
    open: async ({ paymentId }) => ({ payUrl: `/pay/${paymentId}` }),
    sign: signatures[0]!.sign,
    verify: (report) => signatures.some(({ verify }) => verify(report)),
  };
}
