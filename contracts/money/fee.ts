/** What somebody owes for an ending that was not the agreed one. */
export interface Fee {
  fen: number;
  payer: 'customer' | 'helper';
  kind: 'cancelFee' | 'noShowFee';
  /** A helper who pays and is not the order's any more. */
  helperId?: string;
}
