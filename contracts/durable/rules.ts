import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';

/** What the rules of messages to every subject look at. */
export interface DurableFacts {
  /** Something is waited for until a certain time. */
  hasDeadline: boolean;
  /** A step that failed for good, or a notice that reached nobody, waits for ops. */
  retryable: boolean;
}

type Ruled = 'extendDeadline' | 'retryStep' | 'letTimePass';
export const DURABLE_RULES: { [A in Ruled]: Rule<UpdateBody<A>, DurableFacts> } = {
  extendDeadline: { possible: (_, { hasDeadline }) => (hasDeadline ? null : 'WrongStage') },
  retryStep: { possible: (_, { retryable }) => (retryable ? null : 'NothingToRetry') },
  letTimePass: { possible: (_, { hasDeadline }) => (hasDeadline ? null : 'WrongStage') },
};
