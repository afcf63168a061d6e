/** Timeline events of the agreement: ids, codes, times and amounts only. */
export interface AgreementsEvents {
  agreementSigned: { party: 'customer' | 'helper'; agreementId: string; termsHash: string };
  agreementSealed: { agreementId: string; termsHash: string; documentSha256: string };
  helperSilent: { helperId: string };
}
