import { trace } from '@opentelemetry/api';

/** The trace id for the log, so that a line and its trace can be matched. */
export const traceId = (): string | undefined => trace.getActiveSpan()?.spanContext().traceId;
