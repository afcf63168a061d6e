import type { MessageDefinition } from '#contracts/define-message.ts';
import { type Body, bodyOf, type Named } from '#contracts/durable/message-rows.ts';
import { DURABLE_MESSAGES } from '#contracts/durable/messages.ts';
import { CaseAccepted, caseParams } from '#contracts/endpoint.ts';
import { STAFF } from '#contracts/people/roles.ts';
import { OPEN_CASE_MESSAGES } from './messages.ts';

const MESSAGES = [...OPEN_CASE_MESSAGES, ...DURABLE_MESSAGES] as const;
type Messages = typeof MESSAGES;
type Staff = (typeof STAFF)[number];
/** The messages that staff send into a case. */
export type CaseMessage = Messages[number]['name'];

/** Some messages of orders have the same name. The definitions give the name that the endpoint of the case has then. */
export type CaseEndpoint<N extends CaseMessage> =
  Named<Messages, N> extends { inCase: { endpoint: infer E extends string } } ? E : N;
export const caseEndpoint = <N extends CaseMessage>(name: N): CaseEndpoint<N> => {
  const message = MESSAGES.find((one) => one.name === name) as MessageDefinition;
  return (message.inCase?.endpoint ?? name) as CaseEndpoint<N>;
};

type Rows = {
  [N in CaseMessage as CaseEndpoint<N>]: {
    method: 'POST';
    path: string;
    summary: string;
    roles: readonly Staff[];
    key: true;
    params: typeof caseParams;
    body: Body<Named<Messages, N>, 'caseId'>;
    reply: typeof CaseAccepted;
  };
};

const rows = MESSAGES.map((message: Messages[number] & MessageDefinition) => [
  caseEndpoint(message.name),
  {
    method: 'POST',
    path: `/cases/:caseId/${message.http.path}`,
    summary: message.inCase?.summary ?? message.http.summary,
    // Customers and helpers do not see cases.
    roles: STAFF.filter((role) => (message.who as readonly string[]).includes(role)),
    key: true,
    params: caseParams,
    body: bodyOf(message, 'caseId'),
    reply: CaseAccepted,
  },
]);
/** The endpoints of messages into a case: POST /cases/:caseId/<path>. */
export const caseRows: Rows = Object.fromEntries(rows);
