import type { Prisma } from '#prisma/generated/client.ts';
import type { Given, Rows } from '../rows.ts';

/** The standard terms of a service in Zibo. */
export const aPolicy = (
  { models }: Rows,
  given: Given<Prisma.PolicyUncheckedCreateInput, 'serviceCode' | 'body'>,
) => models.policy.create({ data: { city: 'zibo', key: 'standard', ...given } });
