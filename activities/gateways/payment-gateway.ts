export interface PaymentCallback {
  paymentId: string;
  amountFen: number;
  result: 'paid' | 'failed';
  /** the gateway's own number of this payment */
  gatewayRef: string;
}

export interface SignedReport {
  timestamp: string;
  body: string;
  signature: string;
}

export interface PaymentGateway {
  name: string;
  /** Registers the payment with the gateway, once per payment id, and returns where the person pays. */
  open(input: { paymentId: string; amountFen: number }): Promise<{ payUrl: string }>;
  /** True when the callback comes from the gateway, verified over the raw body, and is recent. */
  verify(input: SignedReport & { now?: number }): boolean;
  /** The embedded gateway only: makes the report that its pay page would make. */
  sign?(callback: PaymentCallback, now?: number): SignedReport;
}
