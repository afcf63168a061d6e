/** The identity of an unsafe call. */
export interface Keyed {
  personId: string;
  route: string;
  key: string;
  bodyHash: string;
  /** While the secret is being changed: what the call's body was hashed to before. */
  bodyHashesBefore?: string[];
  /** Update id of a message, id of an answer. */
  callId: string;
  /** A uuid for the row this call makes. */
  rowId: string;
}
