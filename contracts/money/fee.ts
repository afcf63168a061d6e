/** The fee for an ending that was not agreed. */
export interface Fee {
  fen: number;
  payer: 'customer' | 'helper';
  kind: 'cancelFee' | 'noShowFee';
  /** A helper who pays and is no longer the helper of the order. */
  helperId?: string;
}
