import { patched } from '@temporalio/workflow';
import { isStaff } from '#contracts/people/roles.ts';
import type { PatchId } from '../patches.ts';
import type { OrderContext, Request } from './order-kinds.ts';

/** Staff stated for the helper that the visit began or ended: the customer's side is for somebody else then. */
export function noteStaff({ state }: OrderContext, { body }: Pick<Request, 'body'>): void {
  if (!isStaff(body) || state.actedForHelper.includes(body.by)) return;
  if (patched('actedForHelper' satisfies PatchId)) state.actedForHelper.push(body.by);
}
