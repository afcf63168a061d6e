import { setTimeout as sleep } from 'node:timers/promises';
import { reportSignature } from '#activities/gateways/report-signature.ts';
import type { Charge } from './charge-ledger.ts';

/** The provider's signed callback: repeated until it is accepted, and then sent once more, as some providers do. */
export async function reportPayment(input: {
  charge: Charge;
  secret: string;
  stopped: AbortSignal;
  everyMs?: number;
}): Promise<void> {
  const { charge, secret, stopped, everyMs = 1_000 } = input;
  const { reference: paymentId, amountFen, notifyUrl } = charge;
  const { sign } = reportSignature(secret);
  for (let taken = 0; taken < 2 && !stopped.aborted; ) {
    const { timestamp, body, signature } = sign({
      paymentId,
      amountFen,
      result: 'paid',
      gatewayRef: charge.id,
    });
    try {
      const answer = await fetch(notifyUrl, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-anjia-timestamp': timestamp,
          'x-anjia-signature': signature,
        },
        body,
        signal: AbortSignal.any([stopped, AbortSignal.timeout(10_000)]),
      });
      if (answer.ok) taken += 1;
    } catch {
      // The platform is unavailable: callbacks are repeated for this reason.
    }
    await sleep(everyMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}
