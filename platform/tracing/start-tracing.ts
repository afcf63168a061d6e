import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { Resource } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

export interface Tracing {
  spanProcessor: SpanProcessor;
  resource: Resource;
  /** Sends the remaining spans. */
  stop(): Promise<void>;
}

/** Exports spans of this process to a collector (OTLP over HTTP). Entry files load this file only when there is one. */
export function startTracing(input: { endpoint: string; component: string }): Tracing {
  const url = `${input.endpoint.replace(/\/$/, '')}/v1/traces`;
  const resource = new Resource({ 'service.name': `anjia-${input.component}` });
  const spanProcessor = new BatchSpanProcessor(new OTLPTraceExporter({ url }), {
    scheduledDelayMillis: 1_000,
  });
  const provider = new BasicTracerProvider({ resource, spanProcessors: [spanProcessor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager() });
  return { spanProcessor, resource, stop: () => provider.shutdown().catch(() => undefined) };
}
