import type { TelemetryOptions } from '@temporalio/worker';
import { freePort } from '#platform/free-port.ts';

/**
 * The metrics of the Temporal SDK (pollers, task latencies, failures). The SDK serves them on a loopback port; `text`
 * reads them there, so that one address has all metrics of the worker.
 */
export async function sdkMetrics(
  wanted: boolean,
): Promise<{ telemetryOptions: TelemetryOptions; text: () => Promise<string> }> {
  if (!wanted) return { telemetryOptions: {}, text: async () => '' };
  const bindAddress = `127.0.0.1:${await freePort()}`;
  const prometheus = {
    bindAddress,
    countersTotalSuffix: true,
    unitSuffix: true,
    useSecondsForDurations: true,
  };
  return {
    telemetryOptions: { metrics: { prometheus } },
    async text() {
      const answer = await fetch(`http://${bindAddress}/metrics`, { signal: AbortSignal.timeout(5_000) });
      return answer.text();
    },
  };
}
