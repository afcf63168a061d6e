import { randomUUID } from 'node:crypto';
import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import type { Action } from '#contracts/access.ts';
import { type CaseOutcome, caseWorkflowId } from '#contracts/cases/case-subject.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Answer } from '#contracts/errors.ts';
import type { UpdateBody, WorkflowView } from '#contracts/messages.ts';
import { ORDER_WORKFLOW, workflowIdOf } from '#contracts/names.ts';
import type { OrderOutcome, StartOrder } from '#contracts/orders/start-order.ts';
import type { Policy } from '#contracts/policy.ts';
import { makeProof } from '#platform/proof.ts';
import { searchAttributes } from '#platform/search-attributes.ts';
import { fakeActivities, HELPERS, TERMS_HASH } from './fake-activities.ts';
import { livingCases } from './living-cases.ts';
import { aTaskQueue, timeSkipping, workflowBundle } from './temporal.ts';

export const CUSTOMER = '00000000-0000-4000-8000-0000000000c1';
export const OPS = '00000000-0000-4000-8000-0000000000e1';
const COLLEAGUE = '00000000-0000-4000-8000-0000000000e2';
export const SECRET = 'the secret of the orders of these tests';
/** It has the form of a proof and fits no message. */
export const PROOF = `v2_${'p'.repeat(43)}`;
export const HELPER = HELPERS[0]!;

type Body<A extends Action> = Omit<UpdateBody<A>, 'by' | 'role'>;

/**
 * One time-skipping server and worker for a test file; orders are told apart by their ids. `cases`: they have workflows,
 * which send decisions to their orders; else an order hears decisions from the test alone. `code`: the workflows of
 * another build.
 */
export async function aTestServer({ cases = false, code }: { cases?: boolean; code?: string } = {}) {
  const environment = await timeSkipping();
  const fakes = fakeActivities();
  const taskQueue = aTaskQueue();
  const links = cases ? livingCases({ client: environment.client, taskQueue, fakes }) : {};
  const start = async (ofBuild?: string) => {
    const worker = await Worker.create({
      connection: environment.nativeConnection,
      taskQueue,
      // Without a cache the next worker gets its orders at once.
      ...(ofBuild
        ? { workflowBundle: { code: ofBuild }, maxCachedWorkflows: 0 }
        : { workflowBundle: workflowBundle() }),
      activities: { ...fakes.activities, ...links },
    });
    return { worker, running: worker.run() };
  };
  let { worker, running } = await start(code);
  const stop = async () => {
    worker.shutdown();
    await running;
  };
  return {
    environment,
    fakes,
    taskQueue,
    anOrder: (how: HowOrdered = {}) => anOrder(environment, taskQueue, fakes, how),
    /** A worker of this build takes over. */
    async upgrade() {
      await stop();
      ({ worker, running } = await start());
    },
    async close() {
      await stop();
      await environment.teardown();
    },
  };
}
export type TestServer = Awaited<ReturnType<typeof aTestServer>>;
export type AnOrder = Awaited<ReturnType<typeof anOrder>>;

export interface HowOrdered {
  policy?: Partial<Policy>;
  /** hours from now until the visit starts */
  startsIn?: number;
  /** or exactly then */
  startsAt?: string;
  input?: Partial<StartOrder>;
  overrides?: Parameters<ReturnType<typeof fakeActivities>['override']>[1];
}

async function anOrder(
  environment: TestWorkflowEnvironment,
  taskQueue: string,
  fakes: ReturnType<typeof fakeActivities>,
  how: HowOrdered,
) {
  const now = await environment.currentTimeMs();
  const orderId = `JZ261122-${randomUUID()
    .replace(/[^a-f]/g, 'A')
    .slice(0, 8)
    .toUpperCase()}${randomUUID().slice(0, 6)}`;
  const startsAt = how.startsAt ?? new Date(now + (how.startsIn ?? 48) * 3_600_000).toISOString();
  fakes.placeAt(orderId, startsAt);
  if (how.overrides) fakes.override(orderId, how.overrides);
  const input: StartOrder = {
    orderId,
    customerId: CUSTOMER,
    city: 'zibo',
    district: '370303',
    serviceCode: 'dailyCleaning',
    shape: 'visit',
    complete: true,
    quantity: 3,
    minutes: 180,
    windowStart: startsAt,
    windowEnd: new Date(Date.parse(startsAt) + 4 * 3_600_000).toISOString(),
    placedAt: new Date(now).toISOString(),
    // Tests say "60 minutes" and mean it at any hour of the day; nights have their own table of tests.
    policy: { ...STANDARD_POLICY, serviceHours: { from: '00:00', to: '24:00' }, ...how.policy },
    ...how.input,
  };
  const handle = (await environment.client.workflow.start(ORDER_WORKFLOW, {
    workflowId: workflowIdOf(orderId),
    taskQueue,
    args: [input],
    typedSearchAttributes: searchAttributes({ City: 'zibo', CustomerId: CUSTOMER }),
  })) as unknown as WorkflowHandle<() => Promise<OrderOutcome>>;

  /** An update as the API sends it: with an id, and a proof of everything it says. */
  const vouched = (message: string, body: object): Promise<Answer> => {
    const updateId = randomUUID();
    const proof = makeProof(SECRET, {
      ...{ subject: 'order', id: orderId, message, messageId: updateId },
      body: { ...body },
    });
    return handle.executeUpdate<Answer, [object]>(message, { args: [{ proof, ...body }], updateId });
  };
  /** What the case workflow sends when staff have decided. */
  const applies = (body: Record<string, unknown>): Promise<Answer> => {
    const opened = fakes.callsOf(orderId).find((call) => call.input.caseId === body.caseId);
    const kind = opened?.name === 'openCase' ? opened.input.kind : 'penalty';
    return vouched('applyDecision', { round: 1, kind, ...body });
  };
  const send = <A extends Action>(action: A, body: object): Promise<Answer> =>
    handle.executeUpdate<Answer, [object]>(action, { args: [body] });
  const view = (): Promise<WorkflowView> => handle.query<WorkflowView>('orderView');
  const by =
    (role: 'customer' | 'helper' | 'ops', id: string) =>
    <A extends Action>(action: A, body: Partial<Body<A>> = {}) =>
      vouched(action, { ...body, by: id, role });

  const order = {
    orderId,
    handle,
    startsAt,
    view,
    send,
    applies: (body: object) => applies({ ...body, by: OPS, role: 'ops' }),
    customer: by('customer', CUSTOMER),
    helper: by('helper', HELPER),
    helperNo: (n: number) => by('helper', HELPERS[n]!),
    ops: by('ops', OPS),
    colleague: by('ops', COLLEAGUE),
    calls: () => fakes.callsOf(orderId),
    names: () => fakes.namesOf(orderId),
    callsOf: fakes.callsOf,
    /** Of a case of this order, once it has ended. */
    outcomeOf: (caseId: string): Promise<CaseOutcome> =>
      environment.client.workflow.getHandle<() => Promise<CaseOutcome>>(caseWorkflowId(caseId, 1)).result(),
    /** Waits (in real time) until the workflow says so. */
    async reaches(what: Partial<WorkflowView>): Promise<WorkflowView> {
      for (let tries = 0; ; tries += 1) {
        const seen = await view();
        if (Object.entries(what).every(([field, value]) => seen[field as keyof WorkflowView] === value))
          return seen;
        if (tries > 1_500)
          throw new Error(`${JSON.stringify(what)} not reached, but ${JSON.stringify(seen)}`);
        await new Promise((done) => setTimeout(done, 20));
      }
    },
    /** Lets time pass on the server; timers fire on the way. */
    passes: (time: string) => environment.sleep(time as never),
    /** Ends an order whose test is over. Idle first: a task cut off half-way would lock the server's time for ever. */
    async gone() {
      await view();
      await new Promise((done) => setTimeout(done, 50));
      await handle.terminate();
    },
    ending: async () => (await handle.result()).ending,

    // The usual steps, each awaited to its answer.
    async chosen() {
      await order.reaches({ stage: 'selection' });
      return order.customer('chooseHelper', { helperId: HELPER });
    },
    async signs(party: 'customer' | 'helper', helper = HELPER) {
      const { agreementId } = await view();
      const sender = party === 'customer' ? order.customer : by('helper', helper);
      return sender('sign', {
        party,
        agreementId: agreementId!,
        evidenceId: `evidence-${party}`,
        termsHash: TERMS_HASH,
      });
    },
    async signed() {
      await order.chosen();
      await order.signs('helper');
      await order.signs('customer');
    },
    /** Time passes until the helper may check in. */
    async comes(at = startsAt) {
      const early = Date.parse(at) - 30 * 60_000 - (await environment.currentTimeMs());
      if (early > 0) await environment.sleep(early);
    },
    async served() {
      await order.signed();
      await order.comes();
      await order.helper('depart');
      await order.helper('checkIn', { startCode: '1234' });
      await order.helper('checkOut');
    },
    async settled() {
      await order.served();
      await order.customer('confirmCompletion');
    },
    pays: (amountFen = 12000, messageId = `payment-${orderId}`) =>
      handle.signal('paymentSettled', { messageId, paymentId: 'payment-1', amountFen }),
  };
  return order;
}

/** The code with which an update was refused before it entered history. */
export async function refusalOf(update: Promise<unknown>): Promise<string> {
  try {
    const answer = await update;
    throw new Error(`not refused: ${JSON.stringify(answer)}`);
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError)
      return (error.cause as { type?: string }).type ?? 'no type';
    throw error;
  }
}
