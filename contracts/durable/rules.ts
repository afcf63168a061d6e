import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';

/** Facts that the rules of messages to every subject read. */
export interface DurableFacts {
  /** The subject waits for something until a certain time. */
  hasDeadline: boolean;
  /** A step that failed for good, or an undeliverable notice, waits for ops. */
  retryable: boolean;
}

type Ruled = 'extendDeadline' | 'retryStep' | 'letTimePass';
export const DURABLE_RULES: { [A in Ruled]: Rule<UpdateBody<A>, DurableFacts> } = {
  extendDeadline: { possible: (_, { hasDeadline }) => (hasDeadline ? null : 'WrongStage') },
  retryStep: { possible: (_, { retryable }) => (retryable ? null : 'NothingToRetry') },
  letTimePass: { possible: (_, { hasDeadline }) => (hasDeadline ? null : 'WrongStage') },
};
