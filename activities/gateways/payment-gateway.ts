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
  /** Tells the gateway what is to be paid, once per payment id, and answers where the person pays. */
  open(input: { paymentId: string; amountFen: number }): Promise<{ payUrl: string }>;
  /** True when the callback really comes from the gateway, over the raw body, and is not old. */
  verify(input: SignedReport & { now?: number }): boolean;
  /** Only the embedded one: makes the report that its pay page would make. */
  sign?(callback: PaymentCallback, now?: number): SignedReport;
}
