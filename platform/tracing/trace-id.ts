import { trace } from '@opentelemetry/api';

/** For the log: with it a line and its trace find each other. */
export const traceId = (): string | undefined => trace.getActiveSpan()?.spanContext().traceId;
