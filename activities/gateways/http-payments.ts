import { askGateway, GatewayAway, type HttpGatewaySettings } from './ask-gateway.ts';
import type { PaymentGateway } from './payment-gateway.ts';
import { reportSignature } from './report-signature.ts';

/**
 * A payment provider over HTTP: `POST /payments` under the payment id as its key, `GET /payments/:id` after a time-out,
 * and signed reports to our `/api/v1/gateway/payments`.
 */
export function httpPayments(
  settings: HttpGatewaySettings & { secret: string; notifyUrl: string; withoutKey?: boolean },
): PaymentGateway {
  const { withoutKey = false, notifyUrl } = settings;
  return {
    name: 'http',
    async open({ paymentId, amountFen }) {
      const body = { reference: paymentId, amountFen, notifyUrl };
      const key = withoutKey ? undefined : paymentId;
      try {
        const opened = await askGateway<{ payUrl: string }>(settings, {
          method: 'POST',
          path: '/payments',
          key,
          body,
        });
        return { payUrl: opened!.payUrl };
      } catch (error) {
        if (!(error instanceof GatewayAway) || withoutKey) throw error;
        const path = `/payments/${encodeURIComponent(paymentId)}`;
        const known = await askGateway<{ payUrl: string }>(settings, { method: 'GET', path });
        if (!known) throw error;
        return { payUrl: known.payUrl };
      }
    },
    verify: reportSignature(settings.secret).verify,
  };
}
