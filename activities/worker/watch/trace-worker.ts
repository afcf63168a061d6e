import type { Context } from '@temporalio/activity';
import {
  makeWorkflowExporter,
  OpenTelemetryActivityInboundInterceptor,
} from '@temporalio/interceptors-opentelemetry';
import type { ActivityInboundCallsInterceptor, InjectedSinks } from '@temporalio/worker';
import type { Tracing } from '#platform/tracing/start-tracing.ts';

/** What a tracing worker has in addition: spans of its activities, and an exporter for those of its workflows. */
export function traceWorker({ spanProcessor, resource }: Tracing): {
  sinks: InjectedSinks<never>;
  activity: (context: Context) => { inbound: ActivityInboundCallsInterceptor };
} {
  return {
    sinks: { exporter: makeWorkflowExporter(spanProcessor, resource) } as never,
    activity: (context) => ({ inbound: new OpenTelemetryActivityInboundInterceptor(context) }),
  };
}
