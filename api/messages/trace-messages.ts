import { OpenTelemetryWorkflowClientInterceptor } from '@temporalio/interceptors-opentelemetry';

/** Messages into orders carry the trace of their request; loaded only when there is a collector. */
export const traceMessages = { workflow: [new OpenTelemetryWorkflowClientInterceptor()] };
