import type { WholeOrder } from '#api/access/load-order.ts';
import { allowedHere } from '#api/orders/reads/allowed-here.ts';
import type { Allowed } from './compare-allowed.ts';

const over =
  (spoil: (order: WholeOrder) => WholeOrder): Allowed =>
  (order, reader) =>
    allowedHere(spoil(order), reader);

/** The API's answer over rows in which one fact is missing: each must differ from the workflow's. */
export const SPOILT: Record<string, Allowed> = {
  'no signatures': over((order) => ({
    ...order,
    agreements: order.agreements.map((one) => ({ ...one, signedBy: [] })),
  })),
  'no agreement is void': over((order) => ({
    ...order,
    agreements: order.agreements.map((one) => ({ ...one, status: 'drafted' })).reverse(),
  })),
  'no answers to offers': over((order) => ({
    ...order,
    candidates: order.candidates.map((one) => ({ ...one, status: 'offered' })),
  })),
  'no rounds': over((order) => ({ ...order, round: 0 })),
  'no deadline': over((order) => ({ ...order, deadline: null })),
  'no phase of the visit': over((order) => ({ ...order, visit: null })),
  'no proposals': over((order) => ({ ...order, proposals: [] })),
  'no cases': over((order) => ({ ...order, cases: [] })),
  'every open case has a workflow': over((order) => ({
    ...order,
    cases: order.cases.map((one) => ({ ...one, version: 1 })),
  })),
  'no booked helper': over((order) => ({ ...order, helperId: null })),
  'no settlement': over((order) => ({ ...order, settlement: 'none' })),
  'nobody is waited for': over((order) => ({ ...order, waitingFor: 'system' })),
  'no word of what is parked': over((order) => ({ ...order, needsOps: false, needsOpsReason: null })),
};
