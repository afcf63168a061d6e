import { type Person, patiently } from '../../simulate/people.ts';
import type { Crowd, Waiting } from './crowd.ts';

/** The helper and the customer sign the agreement of this order. */
export async function signBoth(input: { crowd: Crowd; order: Waiting; helperId: string }): Promise<void> {
  const helper = await input.crowd.cast.helper(input.helperId);
  for (const person of [helper, input.order.customer]) await sign(person, input.order.orderId);
}

async function sign(person: Person, orderId: string): Promise<void> {
  const params = { orderId };
  const { termsHash } = await person.call('agreement', { params });
  const code = await patiently(() =>
    person.receiveCode(() => person.call('sendSigningCode', { params, body: {}, key: crypto.randomUUID() })),
  );
  await person.call('sign', { params, body: { termsHash, code }, key: crypto.randomUUID() });
}
