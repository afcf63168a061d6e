import type { Gateway } from '#activities/gateways/gateway.ts';
import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';

export interface RelayDeps {
  database: Database;
  gateway: Gateway;
  /** Signals the order that a notice failed on its last channel. A closed order gets no signal: the watch lists the notice. */
  tellBounced: (input: { orderId: string; noticeId: string; position: number }) => Promise<void>;
  logger?: Pick<Logger, 'warn'>;
  /** The worker stops: the relay ends its batch and returns instead of waiting to be cancelled. */
  stopping?: AbortSignal;
  pollMs?: number;
  /** first pause after a failed attempt; doubles each time */
  retryMs?: number;
  attemptsPerChannel?: number;
}
