import type { Endpoint } from '#contracts/endpoint.ts';
import type { EndpointName } from '#contracts/http.ts';

/** Errors that only the operation itself can cause; those of the middleware follow from the contract row. */
const MORE_REFUSALS: Partial<Record<EndpointName, number[]>> = {
  signIn: [401],
  catalogue: [422],
  simulatePayment: [403],
  addAddress: [422],
  freeStarts: [403, 409],
  otherTimes: [409],
  agreementPdf: [409],
  setWorkingTimes: [409],
  setAreas: [409, 422],
  addLeave: [409, 422],
  setCertificate: [409],
  blockPerson: [409],
  paymentCallback: [403, 404, 409],
};

export const REFUSED: Record<number, string> = {
  400: 'Something sent has a wrong shape, or the key is missing',
  401: 'Not signed in',
  403: 'Not for this role',
  404: 'Missing, or not yours to see',
  409: 'Not now: a rule of the order, or the same call is still being worked on',
  413: 'Too large',
  415: 'Not JSON',
  422: 'Understood and not possible, or the key was used with another body',
  429: 'Too often',
  503: 'Try again with the same key',
};

/** Every error status of this endpoint, and no other. */
export function refusalsOf(name: EndpointName, row: Endpoint): number[] {
  const refusals = [400, 429, 503, ...(MORE_REFUSALS[name] ?? [])];
  if (row.roles.length > 0) refusals.push(401, 403);
  if (row.params) refusals.push(404);
  if (row.body) refusals.push(413, 415);
  // A key may be in use or used for something else, and every operation with a key has rules of its own.
  if (row.key) refusals.push(404, 409, 422);
  return [...new Set(refusals)].sort((a, b) => a - b);
}
