/** The identity of an unsafe call. */
export interface Keyed {
  personId: string;
  route: string;
  key: string;
  bodyHash: string;
  /** While the secret is being changed: the hashes of the body with earlier secrets. */
  bodyHashesBefore?: string[];
  /** Update id of a message, id of an answer. */
  callId: string;
  /** A uuid for the row that this call makes. */
  rowId: string;
}
