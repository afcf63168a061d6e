import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  type WorkflowStartOptions,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { type Answer, type ErrorCode, isErrorCode } from '#contracts/errors.ts';
import type { SignalBody, SignalName } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';
import { temporalAnswers, withinTime } from '#platform/temporal.ts';
import { createProofForm } from './proof-form.ts';

/** The result of a message. `gone`: there is no open workflow; `unknown`: it never got this message. */
export type Told =
  | { is: 'answered'; answer: Answer }
  | { is: 'refused'; code: ErrorCode; alternatives?: string[] | undefined; from?: string | undefined }
  | { is: 'pending' | 'gone' | 'unknown' | 'unavailable' };

interface StartRequest {
  workflow: string;
  options: WorkflowStartOptions;
}

/** Everything the API needs from Temporal. */
export interface TemporalPort {
  /** The workflow runs; it was started now or before. Throws when Temporal does not answer in time. */
  start: (request: StartRequest, withinMs: number) => Promise<void>;
  update: (input: {
    workflowId: string;
    action: string;
    message: object;
    updateId: string;
    withinMs: number;
  }) => Promise<Told>;
  answer: (input: { workflowId: string; updateId: string; withinMs: number }) => Promise<Told>;
  signal: <S extends SignalName>(input: {
    orderId: string;
    signal: S;
    body: SignalBody<S>;
  }) => Promise<'sent' | 'gone'>;
  /** False: the current build knows only proofs of the old form. */
  checksProofOfShape: () => Promise<boolean>;
  answers: () => Promise<boolean>;
  workerPolls: () => Promise<boolean>;
}

/**
 * A busy worker, or a new one after the server timed the old one out (10 s), may need this long to accept a message.
 */
const ACCEPTED_WITHIN_MS = 15_000;
/** Without an answer by then the worker counts as unavailable. */
const ALIVE_WITHIN_MS = 4_000;

export function createTemporalPort(input: {
  client: Client;
  taskQueue: string;
  acceptedWithinMs?: number;
}): TemporalPort {
  const { client, taskQueue, acceptedWithinMs = ACCEPTED_WITHIN_MS } = input;
  const within = <R>(ms: number, work: () => Promise<R>): Promise<R> => withinTime(client, ms, work);
  const handleOf = (workflowId: string) => client.workflow.getHandle(workflowId);

  return {
    async start({ workflow, options }, withinMs) {
      try {
        await within(withinMs, () => client.workflow.start(workflow, options));
      } catch (error) {
        // It was started before and is closed already.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    async update({ workflowId, action, message, updateId, withinMs }) {
      const handle = handleOf(workflowId);
      try {
        const answer = await within(withinMs, () =>
          handle.executeUpdate<Answer, [unknown]>(action, { args: [message], updateId }),
        );
        return { is: 'answered', answer };
      } catch (error) {
        const told = toldBy(error);
        if (told.is !== 'unavailable') return told;
        // Only a message that a worker accepted is durable: its answer may be requested later.
        const accepted = within(acceptedWithinMs, () =>
          handle.startUpdate<Answer, [unknown]>(action, {
            args: [message],
            updateId,
            waitForStage: 'ACCEPTED',
          }),
        ).then((): Told => ({ is: 'pending' }), toldBy);
        // A slow server is worth waiting for, an unavailable one is not.
        const alive = temporalAnswers(client, ALIVE_WITHIN_MS);
        return Promise.race([accepted, alive.then((answers) => (answers ? accepted : told))]);
      }
    },
    async answer({ workflowId, updateId, withinMs }) {
      try {
        const answer = await within(withinMs, () =>
          handleOf(workflowId).getUpdateHandle<Answer>(updateId).result(),
        );
        return { is: 'answered', answer };
      } catch (error) {
        const told = toldBy(error);
        if (told.is === 'gone') return { is: 'unknown' };
        return told.is === 'unavailable' && isTimeout(error) ? { is: 'pending' } : told;
      }
    },
    async signal({ orderId, signal, body }) {
      try {
        const handle = handleOf(workflowIdOf(orderId));
        await within(5_000, () => handle.signal<[SignalBody<typeof signal>]>(signal, body));
        return 'sent';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'gone';
        throw error;
      }
    },
    checksProofOfShape: createProofForm({ client, taskQueue }),
    answers: () => temporalAnswers(client),
    async workerPolls() {
      const { pollers } = await within(2_000, () =>
        client.workflowService.describeTaskQueue({
          namespace: client.options.namespace,
          taskQueue: { name: taskQueue },
          taskQueueType: 1,
        }),
      );
      // The server remembers a poller for minutes; a poller of now was seen within the time of one long poll.
      return (pollers ?? []).some(
        ({ lastAccessTime }) => Date.now() - 1000 * Number(lastAccessTime?.seconds ?? 0) < 90_000,
      );
    },
  };
}

function toldBy(error: unknown): Told {
  if (error instanceof WorkflowNotFoundError) return { is: 'gone' };
  if (error instanceof WorkflowUpdateFailedError) {
    const { type, details } = (error.cause ?? {}) as {
      type?: string;
      details?: { alternatives?: string[]; from?: string }[];
    };
    if (isErrorCode(type)) {
      const { alternatives, from } = details?.[0] ?? {};
      return { is: 'refused', code: type, alternatives, from };
    }
    // The order ended while the message was processed.
    if (type === 'AcceptedUpdateCompletedWorkflow') return { is: 'gone' };
  }
  return { is: 'unavailable' };
}

const isTimeout = (error: unknown): boolean => error instanceof WorkflowUpdateRPCTimeoutOrCancelledError;
