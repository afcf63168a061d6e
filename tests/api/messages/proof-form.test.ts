import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import { createProofForm } from '#api/messages/proof-form.ts';
import { NOTES_LAST_MS } from '#platform/build-notes.ts';
import { verifyOldProof, verifyProof } from '#platform/proof.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';

/** Temporal with one build current that has noted these marks of `patched()`. */
function temporalWith(marks: string[] | null) {
  const entries: Record<string, unknown> = {};
  const become = (known: string[] | null) =>
    Object.assign(entries, known ? { marks: defaultPayloadConverter.toPayload(known) } : {});
  become(marks);
  const asked = { queues: 0 };
  const workflowService = {
    describeTaskQueue: async () => {
      asked.queues += 1;
      return { pollers: [], versioningInfo: { currentDeploymentVersion: { buildId: 'build-1' } } };
    },
    describeWorkerDeploymentVersion: async () => ({ workerDeploymentVersionInfo: { metadata: { entries } } }),
  };
  const client = {
    ...{ options: { namespace: 'default' }, workflowService },
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
  } as unknown as Client;
  return { asked, become, checks: createProofForm({ client, taskQueue: 'orders' }) };
}

describe('which proof the current build checks', () => {
  test.each<[string, string[] | null, boolean]>([
    ['a build that knows the mark', ['inTurn', 'proofOfShape'], true],
    ['an older build', ['inTurn'], false],
    ['a build that has noted nothing', null, true],
  ])('%s', async (_, marks, expected) => {
    const { checks, asked } = temporalWith(marks);
    expect([await checks(), await checks(), await checks()]).toEqual([expected, expected, expected]);
    expect(asked.queues).toBe(1);
  });

  test('the first message after a rollback, however long nobody sent one, knows the older build', async () => {
    const { checks, become } = temporalWith(['proofOfShape']);
    const now = jest.spyOn(Date, 'now');
    try {
      now.mockReturnValue(1_000_000);
      expect(await checks()).toBe(true);
      become(['inTurn']);
      now.mockReturnValue(1_000_000 + NOTES_LAST_MS - 1);
      expect(await checks()).toBe(true);
      now.mockReturnValue(1_000_000 + NOTES_LAST_MS);
      expect(await checks()).toBe(false);
    } finally {
      now.mockRestore();
    }
  });
});

describe('messages while an older build is current', () => {
  let api: Api;
  let customer: Person;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    api.temporal.checksProofOfShape = async () => false;
  });
  afterAll(() => api.close());
  const cancel = (orderId: string) =>
    api
      .as(customer)('post', `/orders/${orderId}/cancellation`)
      .set('idempotency-key', aKey())
      .send({ reason: 'changedMind' });
  const isOld = (orderId: string, n: number) => {
    const { proof, ...body } = api.temporal.told.at(n)!.message as { proof: string };
    const old = { orderId, action: 'cancelOrder', by: customer.id, role: 'customer' };
    const { updateId: messageId } = api.temporal.told.at(n)!;
    const claim = { subject: 'order', id: orderId, message: 'cancelOrder', messageId, body };
    return [verifyOldProof(SECRET, old, proof), verifyProof(SECRET, claim, proof)];
  };

  test('its proof is the one that this build checks', async () => {
    const orderId = await anOrder(api, customer);
    await cancel(orderId).expect(200);
    expect(isOld(orderId, -1)).toEqual([true, false]);
  });

  test('an order that stays with a newer build wants the new form, and gets it', async () => {
    const orderId = await anOrder(api, customer);
    const { reply } = api.temporal;
    api.temporal.reply = (update) =>
      (update.message as { proof: string }).proof.startsWith('v2_')
        ? reply(update)
        : { is: 'refused', code: 'Unavailable' };
    await cancel(orderId).expect(200);
    expect([isOld(orderId, -2), isOld(orderId, -1)]).toEqual([
      [true, false],
      [false, true],
    ]);
    api.temporal.reply = reply;
  });
});
