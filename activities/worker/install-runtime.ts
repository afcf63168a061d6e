import { DefaultLogger, type LogEntry, Runtime, type TelemetryOptions } from '@temporalio/worker';
import type { Logger } from '#platform/logger.ts';

/** Installs the SDK's core with our logger. It must run before anything else of the SDK. */
export function installRuntime(logger: Logger, telemetryOptions: TelemetryOptions): void {
  Runtime.install({
    telemetryOptions,
    logger: new DefaultLogger('INFO', ({ level, message, meta }: LogEntry) => {
      const line = { ...meta };
      if (level === 'ERROR') logger.error(line, message);
      else if (level === 'WARN') logger.warn(line, message);
      // The bundler logs its modules in many lines.
      else if (level === 'INFO' && !message.includes('\n')) logger.info(line, message);
      else logger.debug(line, message);
    }),
    // The worker handles signals itself.
    shutdownSignals: [],
  });
}
