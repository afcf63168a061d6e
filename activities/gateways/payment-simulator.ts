import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '#platform/proof.ts';

export interface PaymentCallback {
  paymentId: string;
  amountFen: number;
  result: 'paid' | 'failed';
  /** the gateway's own number of this payment */
  gatewayRef: string;
}
export interface PaymentGateway {
  name: string;
  /** True when the callback really comes from the gateway, over the raw body, and is not old. */
  verify(input: { timestamp: string; body: string; signature: string; now?: number }): boolean;
}

/** How old a callback may be, and how far a clock may be ahead. */
const TOLERANCE_MS = 5 * 60_000;

/** The embedded gateway: signs its callbacks as a real one would, with a key that only this installation has. */
export function paymentSimulator(secret: string): PaymentGateway & {
  sign(callback: PaymentCallback, now?: number): { timestamp: string; body: string; signature: string };
} {
  const key = deriveKey(secret, 'payment-simulator');
  const mac = (timestamp: string, body: string) =>
    createHmac('sha256', key).update(`${timestamp}.${body}`).digest();
  return {
    name: 'simulator',
    sign(callback, now = Date.now()) {
      const timestamp = String(now);
      const body = JSON.stringify(callback);
      return { timestamp, body, signature: mac(timestamp, body).toString('base64url') };
    },
    verify({ timestamp, body, signature, now = Date.now() }) {
      if (!/^\d{13}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE_MS) return false;
      const right = mac(timestamp, body);
      const given = Buffer.from(signature, 'base64url');
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
