import { randomUUID } from 'node:crypto';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Given, Rows } from '../rows.ts';

export const aPerson = ({ models }: Rows, given: Given<Prisma.PersonUncheckedCreateInput, 'role'>) =>
  models.person.create({ data: { id: randomUUID(), city: 'zibo', ...given } });

/** The person and the profile: a woman of the centre of Zibo. Skills and hours come by themselves. */
export async function aHelper({ models }: Rows, given: Given<Prisma.HelperUncheckedCreateInput> = {}) {
  const { id, city = 'zibo' } = given;
  const person = await aPerson({ models }, { ...(id ? { id } : {}), role: 'helper', city });
  const home = { homeDistrict: '370303', homeLatitude: 36.8, homeLongitude: 118.05 };
  const profile = { displayName: '王阿姨', sex: 'female', birthYear: 1980, level: 'senior', years: 5 };
  return models.helper.create({ data: { city, ...home, ...profile, ...given, id: person.id } });
}

export const aSkill = (
  { models }: Rows,
  given: Given<Prisma.HelperSkillUncheckedCreateInput, 'helperId' | 'skill'>,
) => models.helperSkill.create({ data: given });

/** One that is there already stays as it is. */
export const aBlock = ({ models }: Rows, given: Prisma.BlockUncheckedCreateInput) =>
  models.block.upsert({ where: { blockerId_blockedId: given }, create: given, update: {} });

export const anAddress = ({ models }: Rows, given: Given<Prisma.AddressUncheckedCreateInput, 'personId'>) => {
  const contact = { contactName: '张敏', contactPhone: 'x', line: 'x' };
  const place = { city: 'zibo', district: '370303', latitude: 36.8, longitude: 118.05 };
  return models.address.create({ data: { id: randomUUID(), ...contact, ...place, ...given } });
};
