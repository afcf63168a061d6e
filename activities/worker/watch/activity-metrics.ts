import { Counter, Gauge, Histogram } from 'prom-client';

export const activitySeconds = new Histogram({
  name: 'anjia_activity_seconds',
  help: 'Time of one attempt of an activity, by its kind and outcome',
  labelNames: ['activity', 'outcome'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});
export const activityRetries = new Counter({
  name: 'anjia_activity_retries_total',
  help: 'Attempts of activities after the first one',
  labelNames: ['activity'],
});
export const deliveries = new Counter({
  name: 'anjia_deliveries_total',
  help: 'Messages handed to gateways, by channel and outcome: sent, skipped, retried, failed',
  labelNames: ['channel', 'outcome'],
});
export const gatewayFailures = new Counter({
  name: 'anjia_gateway_failures_total',
  help: 'Calls of gateways that failed',
  labelNames: ['channel'],
});
export const relayRoundAt = new Gauge({
  name: 'anjia_relay_round_timestamp_seconds',
  help: 'When the notice relay of this process last looked for due messages',
});
