import { endpoint } from '#api/http/endpoint.ts';
import { rawBodyOf } from '#api/http/middleware/keep-raw-body.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';
import { recordPaymentReport } from '../writes/record-payment-report.ts';

// The gateway authenticates by a signature over the report, not by a session.
export const paymentCallback = endpoint(http.paymentCallback, async ({ deps, body, req }) => {
  const timestamp = req.get('x-anjia-timestamp') ?? '';
  const signature = req.get('x-anjia-signature') ?? '';
  if (!deps.payments.verify({ body: rawBodyOf(req), timestamp, signature })) throw new Refused('NotAllowed');
  await recordPaymentReport({ deps, report: body });
  return { ok: true as const };
});
