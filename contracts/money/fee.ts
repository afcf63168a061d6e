/** What somebody owes for an ending that was not the agreed one. */
export interface Fee {
  fen: number;
  payer: 'customer' | 'helper';
  kind: 'cancelFee' | 'noShowFee';
}
