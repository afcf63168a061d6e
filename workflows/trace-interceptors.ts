import { type Context, context } from '@opentelemetry/api';
import { interceptors as fromOpenTelemetry } from '@temporalio/interceptors-opentelemetry/lib/workflow-interceptors.js';
import type { WorkflowInterceptorsFactory } from '@temporalio/workflow';

/**
 * Only in the bundle of a worker that traces. A message waits until its stage processes it, so its steps run in the
 * main workflow code. This puts them back into the trace of the message that caused them.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  const { inbound = [], outbound = [], internals = [] } = fromOpenTelemetry();
  const causes = new Map<string, Context>();
  return {
    inbound: [
      ...inbound,
      {
        async handleUpdate(input, next) {
          causes.set(input.updateId, context.active());
          try {
            return await next(input);
          } finally {
            causes.delete(input.updateId);
          }
        },
      },
    ],
    outbound: [
      {
        scheduleActivity(input, next) {
          const [told] = input.args as { step?: { cause?: string } }[];
          const cause = causes.get(told?.step?.cause ?? '');
          return cause ? context.with(cause, () => next(input)) : next(input);
        },
      },
      ...outbound,
    ],
    internals,
  };
};
