import type { RequestHandler } from 'express';
import { Counter, Histogram } from 'prom-client';
import type { TemporalPort, Told } from './messages/temporal.ts';

const httpSeconds = new Histogram({
  name: 'anjia_http_request_seconds',
  help: 'Time to answer a request, by route (its pattern) and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1, 2.5, 5, 10],
});
const updates = new Counter({
  name: 'anjia_updates_total',
  help: 'Messages into orders, by action and what came of them',
  labelNames: ['action', 'outcome', 'code'],
});

/** Measures every request of a known route. Live streams last as long as their screens and are left out. */
export const timeRequests: RequestHandler = (req, res, next) => {
  const end = httpSeconds.startTimer();
  res.once('finish', () => {
    const route = (req.route as { path?: unknown } | undefined)?.path;
    if (String(res.getHeader('content-type')).startsWith('text/event-stream')) return;
    // Unknown paths share one label: strangers must not fill our memory with names.
    end({
      method: req.method,
      route: typeof route === 'string' ? route : 'other',
      status: String(res.statusCode),
    });
  });
  next();
};

/** The same client, with every message counted. */
export function countUpdates(port: TemporalPort): TemporalPort {
  const count = (action: string, told: Told): void => {
    const refused = told.is === 'answered' && !told.answer.ok;
    const code = told.is === 'refused' ? told.code : refused ? (told.answer as { code: string }).code : '';
    updates.inc({ action, outcome: code ? 'refused' : told.is, code });
  };
  return {
    ...port,
    async update(input) {
      const told = await port.update(input);
      count(input.action, told);
      return told;
    },
  };
}
