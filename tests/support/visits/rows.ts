import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import { type Given, HOUR, inHours, type Rows } from '../rows.ts';

/** Planned for three hours from tomorrow; its start code is 1234. */
export const aVisit = (
  { models }: Rows,
  given: Given<Prisma.VisitUncheckedCreateInput, 'orderId' | 'helperId'>,
) => {
  const startsAt = new Date(given.startsAt ?? inHours(24));
  const endsAt = new Date(startsAt.getTime() + 3 * HOUR);
  return models.visit.create({ data: { startCode: '1234', startsAt, endsAt, ...given } });
};

/** The helper's, open for an hour. */
export const aProposal = (
  { models }: Rows,
  given: Given<
    Prisma.RescheduleProposalUncheckedCreateInput,
    'orderId' | 'agreementId' | 'startsAt' | 'endsAt'
  >,
) => {
  const from = { side: 'helper', role: 'helper', cause: 'test' };
  return models.rescheduleProposal.create({
    data: { id: randomUUID(), ...from, until: inHours(1), status: 'open', at: new Date(), ...given },
  });
};
