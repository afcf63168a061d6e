import { randomUUID } from 'node:crypto';
import {
  type Client,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateStage,
} from '@temporalio/client';
import { startOfStored } from '#activities/orders/start-order.ts';
import type { Action } from '#contracts/access.ts';
import { caseSubjectId, caseWorkflowId } from '#contracts/cases/case-subject.ts';
import type { Answer } from '#contracts/errors.ts';
import type { MessageBody, MessagesOf, UpdateBody, WorkflowView } from '#contracts/messages.ts';
import type { OrderOutcome } from '#contracts/orders/start-order.ts';
import type { Role } from '#contracts/people/roles.ts';
import { makeProof } from '#platform/proof.ts';
import { CUSTOMER, type Fixture, type HowOrdered, OPS, SECRET } from '#tests/support/a-fixture.ts';
import { hasArrived } from '#tests/support/has-arrived.ts';

/** 'ok', or the code of the refusal. */
export type Said = string;
type Fields<A extends Action> = Omit<UpdateBody<A>, 'by' | 'role' | 'proof'>;
export type LivingOrder = Awaited<ReturnType<typeof aLivingOrder>>;

/** A stored inquiry and its real workflow, with the messages people send into it as the API would. */
export async function aLivingOrder(input: {
  fixture: Fixture;
  client: Client;
  taskQueue: string;
  how?: HowOrdered & { incomplete?: boolean };
}) {
  const { fixture, client, taskQueue, how = {} } = input;
  const { database } = fixture;
  const stored = await fixture.anOrder({
    ...how,
    policy: { rehearsal: true, serviceHours: { from: '00:00', to: '24:00' }, ...how.policy },
  });
  const { id } = stored;
  await database.models.orderEvent.create({
    data: {
      orderId: id,
      version: 0,
      kind: 'inquiryReceived',
      payload: { channel: 'web', complete: !how.incomplete },
      actorId: CUSTOMER,
      role: 'customer',
      cause: `placed ${id}`,
    },
  });
  let handle: WorkflowHandle<() => Promise<OrderOutcome>>;
  const send = <A extends Action>(action: A, role: Role, by: string, fields: Fields<A>) =>
    sendTo(handle, { subject: 'order', id }, { action, role, by, fields });

  /** `accepted` is the moment the message stands in the history; the answer may come much later. */
  function sendTo(
    to: Pick<WorkflowHandle, 'startUpdate' | 'workflowId'>,
    subject: { subject: string; id: string },
    { action, role, by, fields }: { action: string; role: Role; by: string; fields: object },
  ) {
    const updateId = randomUUID();
    const body = { ...fields, by, role };
    const claim = { ...subject, message: action, messageId: updateId, body };
    const accepted = to.startUpdate<Answer, [object]>(action, {
      args: [{ ...body, proof: makeProof(SECRET, claim) }],
      updateId,
      waitForStage: WorkflowUpdateStage.ACCEPTED,
    });
    const closed = to === handle ? 'OrderClosed' : 'CaseClosed';
    const answer = accepted
      .then((update) => update.result() as Promise<Answer>)
      .then(saidOf, (error: unknown) => refusalOf(error, closed));
    // An order that is given up at the end of a test answers nobody.
    answer.catch(() => undefined);
    // What met the closing of its workflow was never accepted; its answer says so.
    const settled = accepted.catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
    settled.catch(() => undefined);
    return { accepted: settled, answer, arrived: () => hasArrived(client, to.workflowId, updateId) };
  }
  const view = (): Promise<WorkflowView> => handle.query<WorkflowView>('orderView');

  const order = {
    id,
    row: stored.row,
    get handle() {
      return handle;
    },
    view,
    async start(): Promise<Said> {
      const { workflow, options } = (await startOfStored({ database, orderId: id, taskQueue }))!;
      handle = (await client.workflow.start(workflow, options)) as unknown as typeof handle;
      await database.models.order.update({ where: { id }, data: { workflowStarted: true } });
      return 'ok';
    },
    async reaches(what: Partial<WorkflowView>): Promise<void> {
      for (let tries = 0; ; tries += 1) {
        const seen = await view();
        if (Object.entries(what).every(([field, value]) => seen[field as keyof WorkflowView] === value))
          return;
        if (tries > 600) throw new Error(`${JSON.stringify(what)} not reached, but ${JSON.stringify(seen)}`);
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    customer: <A extends Action>(action: A, fields: Fields<A>) => send(action, 'customer', CUSTOMER, fields),
    ops: <A extends Action>(action: A, fields: Fields<A>) => send(action, 'ops', OPS, fields),
    helper: <A extends Action>(action: A, by: string, fields: Fields<A>) =>
      send(action, 'helper', by, fields),
    /** The booked one. */
    async helperId(): Promise<string> {
      return (await order.row()).helperId!;
    },
    /** Those of the newest shortlist, best first. */
    async shortlist(): Promise<string[]> {
      const rows = await database.models.candidate.findMany({
        where: { orderId: id },
        orderBy: [{ round: 'desc' }, { rank: 'asc' }],
      });
      return rows.map((row) => row.helperId);
    },
    /** One of them who has not said yes in advance; the answer stands in the row. */
    async undecided(): Promise<string> {
      const where = { orderId: id, status: { in: ['offered', 'declined'] } };
      return (await database.models.candidate.findFirstOrThrow({ where, orderBy: { rank: 'asc' } })).helperId;
    },
    async signature<P extends 'customer' | 'helper'>(party: P) {
      const agreement = await database.models.agreement.findFirstOrThrow({
        where: { orderId: id, status: 'drafted' },
      });
      const personId = party === 'customer' ? CUSTOMER : agreement.helperId;
      const evidenceId = await stored.evidence(personId, agreement.termsHash);
      return { party, agreementId: agreement.id, evidenceId, termsHash: agreement.termsHash };
    },
    /** The newest. */
    case: () =>
      database.models.case.findFirstOrThrow({ where: { orderId: id }, orderBy: { openedAt: 'desc' } }),
    /** Ops send it into the newest case. */
    async toCase<A extends keyof MessagesOf<'case'>>(
      action: A,
      fields: Omit<MessageBody<'case', A>, 'by' | 'role' | 'proof'>,
    ) {
      const { id: caseId, round } = await order.case();
      const caseHandle = client.workflow.getHandle(caseWorkflowId(caseId, round));
      return sendTo(
        caseHandle,
        { subject: 'case', id: caseSubjectId(caseId, round) },
        {
          action,
          role: 'ops',
          by: OPS,
          fields: { reason: 'phoned', ...fields },
        },
      );
    },
    async decides(decision: string, more: { amountFen?: number } = {}) {
      return order.toCase('decideCase', { caseId: (await order.case()).id, decision, ...more });
    },

    // The usual steps, each awaited to its answer.
    async shortlisted() {
      await order.start();
      await order.reaches({ stage: 'selection' });
    },
    async chosen() {
      await order.shortlisted();
      const [helperId] = await order.shortlist();
      await well(order.customer('chooseHelper', { helperId: helperId! }));
    },
    async signedByHelper() {
      await order.chosen();
      await well(order.helper('sign', await order.helperId(), await order.signature('helper')));
    },
    async signed() {
      await order.signedByHelper();
      await well(order.customer('sign', await order.signature('customer')));
    },
    /** The helper asks for an hour later. */
    async proposes() {
      const { startsAt, helperId } = await order.row();
      const later = new Date(startsAt!.getTime() + 3_600_000).toISOString();
      return order.helper('proposeReschedule', helperId!, { startsAt: later });
    },
    async proposed() {
      await order.signed();
      await well(await order.proposes());
    },
    /** The start has come. */
    async due() {
      await order.signed();
      await well(order.ops('letTimePass', { reason: 'rehearsal' }));
      await order.reaches({ stage: 'visit' });
    },
    async entersWrongCode() {
      const { startCode } = await database.models.visit.findUniqueOrThrow({ where: { orderId: id } });
      const wrong = startCode === '0000' ? '1111' : '0000';
      return order.helper('checkIn', await order.helperId(), { startCode: wrong });
    },
    /** One more wrong code is too many. */
    async codeNearlyLocked() {
      await order.due();
      for (let n = 0; n < 4; n += 1) {
        const said = await (await order.entersWrongCode()).answer;
        if (said !== 'WrongStartCode') throw new Error(`a wrong code got ${said}`);
      }
    },
    async begun() {
      await order.due();
      await well(order.ops('overrideCheckIn', { reason: 'phoneEmpty' }));
    },
    async served() {
      await order.begun();
      await well(order.helper('checkOut', await order.helperId(), {}));
    },
    async objected() {
      await order.served();
      await well(order.customer('object', { reason: 'notClean' }));
    },
    /** Signed, and nobody has come: a rehearsal lets the start, the late limit and the no-show limit pass. */
    async awaited() {
      await order.signed();
      for (const stage of ['scheduled', 'visit', 'visit'] as const) {
        await order.reaches({ stage });
        await well(order.ops('letTimePass', { reason: 'rehearsal' }));
      }
      await order.reaches({ needsOpsReason: 'arrival' });
    },
    async settled() {
      await order.served();
      await well(order.customer('confirmCompletion', {}));
    },
    /** The gateway's callback is noted as the API does it, and told to the workflow. */
    async pays(): Promise<Said> {
      const { totalFen } = await order.row();
      const paymentId = randomUUID();
      await database.models.payment.create({
        data: {
          id: paymentId,
          orderId: id,
          amountFen: totalFen!,
          gateway: 'simulator',
          gatewayRef: `ref-${paymentId}`,
          status: 'created',
        },
      });
      const body = { messageId: `paid-${paymentId}`, paymentId, amountFen: totalFen! };
      await handle.signal<[typeof body]>('paymentSettled', body);
      return 'ok';
    },
    async paid() {
      await order.settled();
      await order.pays();
      await order.reaches({ settlement: 'paid' });
    },
  };
  return order;
}

/** A step on the way that has to succeed. */
async function well(sent: { answer: Promise<Said> }): Promise<void> {
  const said = await sent.answer;
  if (said !== 'ok') throw new Error(`Refused on the way: ${said}`);
}

const saidOf = (answer: Answer): Said => (answer.ok ? 'ok' : answer.code);
function refusalOf(error: unknown, closed: Said): Said {
  if (error instanceof WorkflowNotFoundError) return closed;
  if (error instanceof WorkflowUpdateFailedError)
    return (error.cause as { type?: string }).type ?? 'refused without a code';
  throw error;
}
