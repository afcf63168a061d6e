import { findOrder } from '#api/access/find-order.ts';
import { type Call, endpoint, type Mounted, Pended } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { fieldsOfBody } from '#api/messages/fields-of-body.ts';
import type { MessageWorks } from '#api/messages/message.ts';
import { sendMessage } from '#api/messages/send-message.ts';
import { orderTarget } from '#api/messages/target.ts';
import { type CaseEndpoint, type CaseMessage, caseEndpoint } from '#contracts/cases/case-rows.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import type { Endpoint } from '#contracts/endpoint.ts';
import { http } from '#contracts/http.ts';
import { messagesOf } from '#contracts/messages.ts';
import type { Case } from '#prisma/generated/client.ts';
import { caseTarget, isOfOrder } from './case-target.ts';
import { findCase } from './reads/find-case.ts';
import { orderVersionOf } from './reads/order-version-of.ts';

type AnyCall = Call<Endpoint & { key: true; roles: readonly ['ops'] }>;
const MESSAGES = messagesOf('case') as Record<CaseMessage, MessageDefinition>;

/** One endpoint for each message into a case, made from its definition. */
export function caseMessageEndpoints(): { [N in CaseMessage as CaseEndpoint<N>]: Mounted } {
  const mounted = (Object.keys(MESSAGES) as CaseMessage[]).map((name) => [
    caseEndpoint(name),
    mountMessage(name),
  ]);
  return Object.fromEntries(mounted) as { [N in CaseMessage as CaseEndpoint<N>]: Mounted };
}

function mountMessage(name: CaseMessage): Mounted {
  const row: Endpoint & { key: true } = http[caseEndpoint(name)];
  return endpoint(row, async (given) => {
    // One handler for all messages: the row's own types are those of a union here.
    const call = given as unknown as AnyCall;
    const { deps, reader, params } = call;
    const { caseId } = params as { caseId: string };
    const found = await findCase({ database: deps.database, reader, caseId });
    if (!isOfOrder(found)) return sendToCase(call, name, found);
    if (name !== 'decideCase') throw new Refused(found.status === 'open' ? 'WrongStage' : 'CaseClosed');
    return decideThroughOrder(call, found);
  });
}

/** Who sends it, the reason and the free text are the same for all messages. */
function sendToCase({ deps, reader, keyed, body }: AnyCall, action: CaseMessage, row: Case) {
  const { shape, note: kind } = MESSAGES[action];
  const given = { ...(body as Record<string, string | undefined>), caseId: row.id };
  const { reason, note: text } = given as { reason?: string; note?: string };
  const fields = fieldsOfBody(shape, given);
  const target = caseTarget(deps, row);
  return sendMessage({ deps, reader, keyed, target, action, fields, reason }, kind && { kind, text });
}

/** For cases that were opened before they had workflows. */
async function decideThroughOrder({ deps, reader, keyed, body }: AnyCall, { id: caseId, orderId }: Case) {
  const order = await findOrder({ database: deps.database, reader, orderId: orderId! });
  const { reason, note: text, ...rest } = body as { reason: string; note?: string };
  const telling = { deps, reader, keyed, target: orderTarget(deps, order), action: 'decideCase' };
  const fields = { ...rest, caseId };
  const done = await sendMessage({ ...telling, fields, reason }, { kind: 'case', text });
  return done instanceof Pended ? done : { ok: true as const, caseId, version: 0 };
}

/**
 * POST /orders/:orderId/case-decision decides any case of the order; a case with a workflow gets the message itself.
 */
export const caseMessages = {
  decideCase: {
    async elsewhere(call, order) {
      const { deps, params, body } = call;
      const { database } = deps;
      const found = await database.models.case.findFirst({ where: { id: body.caseId, orderId: order.id } });
      if (!found || isOfOrder(found)) return null;
      // As above: the body was checked by the contract of the order's endpoint.
      const done = await sendToCase(call as unknown as AnyCall, 'decideCase', found);
      const { orderId } = params;
      if (done instanceof Pended) return new Pended({ ...done.pending, orderId });
      return { ok: true as const, orderId, version: await orderVersionOf({ database, order, found }) };
    },
  },
} satisfies Partial<MessageWorks>;
