import type { Answer } from '#contracts/errors.ts';
import type { Actor, Refusal } from '#contracts/transition.ts';
import type { Because } from './transition.ts';

/** The envelope of every message; see contracts/messages.ts ENVELOPE. */
export interface Envelope {
  by: string;
  role: Exclude<Actor['role'], 'system'>;
  proof?: string;
  reason?: string;
  noteId?: string;
  bodyHash?: string;
}

/** A message from a person that waits for the answer of its own transition. `M`: bodies by name of the message. */
export interface Request<M, A extends keyof M = keyof M> {
  action: A;
  body: M[A];
  actor: Actor;
  cause: string;
  taken: boolean;
  answer: Answer | null;
}
/** A request of any message. */
export interface AnyRequest extends Because {
  action: unknown;
  body: unknown;
  answer: Answer | null;
}
/** One request of a set of actions, discriminated by its `action`. */
export type RequestOf<M, A extends keyof M> = { [K in A]: Request<M, K> }[A];

/**
 * The sender of a message, with all fields that its proof covers. Only an activity knows the secret and can check it.
 */
export function actorOf(action: string, body: Envelope, signal?: string): Actor {
  const { by, role, proof, reason, noteId, ...fields } = body;
  return {
    id: by,
    role,
    action,
    ...(signal ? { signal } : {}),
    ...(proof ? { proof } : {}),
    ...(reason ? { reason } : {}),
    ...(noteId ? { noteId } : {}),
    fields,
  };
}

export const causedBy = (request: Because): Because => ({ actor: request.actor, cause: request.cause });

/** Messages that were accepted and wait until a stage takes them, the oldest first. */
export function createRequests<M>(rule: (action: keyof M, body: M[keyof M]) => Refusal | null) {
  const requests: Request<M>[] = [];
  const waiting = () => requests.filter((r) => !r.taken);

  return {
    waiting,
    find: (actions: readonly (keyof M)[]) => waiting().find((r) => actions.includes(r.action)),
    hasStale: () => waiting().some((r) => rule(r.action, r.body) !== null),

    /**
     * Refuses queued messages that the rules no longer allow, for example a second choice after the first one was
     * processed.
     */
    refuseStale(): void {
      for (const request of waiting()) {
        const refused = rule(request.action, request.body);
        if (refused) {
          request.taken = true;
          request.answer = refused;
        }
      }
    },

    add(request: Request<M>): void {
      requests.push(request);
    },
    remove(request: Request<M>): void {
      requests.splice(requests.indexOf(request), 1);
    },
    answerAll(answer: Answer): void {
      for (const request of requests) {
        request.taken = true;
        request.answer ??= answer;
      }
    },
  };
}
