import type { Rows } from '../rows.ts';

/** A sign of life; the newest counts. */
export const aHeartbeat = ({ models }: Rows, { component = 'worker', lastAt = new Date() } = {}) =>
  models.heartbeat.upsert({
    where: { component },
    create: { component, lastAt },
    update: { lastAt },
  });

/** The time in which a part of ours was away. */
export const anOutage = (
  { models }: Rows,
  { component = 'api', fromAt, toAt = new Date() }: { component?: string; fromAt: Date; toAt?: Date },
) => models.outage.create({ data: { component, fromAt, toAt } });
