import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PaymentCallback, SignedReport } from './payment-gateway.ts';

/** The maximum age of a callback, and the maximum clock difference. */
const TOLERANCE_MS = 5 * 60_000;

/** The signature of payment reports: HMAC-SHA256 over `<timestamp>.<raw body>`. */
export function reportSignature(key: string | Buffer) {
  const mac = (timestamp: string, body: string) =>
    createHmac('sha256', key).update(`${timestamp}.${body}`).digest();
  return {
    sign(callback: PaymentCallback, now = Date.now()): SignedReport {
      const timestamp = String(now);
      const body = JSON.stringify(callback);
      return { timestamp, body, signature: mac(timestamp, body).toString('base64url') };
    },
    verify({ timestamp, body, signature, now = Date.now() }: SignedReport & { now?: number }): boolean {
      if (!/^\d{13}$/.test(timestamp) || Math.abs(now - Number(timestamp)) > TOLERANCE_MS) return false;
      const right = mac(timestamp, body);
      const given = Buffer.from(signature, 'base64url');
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
