import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '#platform/database.ts';
import { findByPhone, writeName, writePersonal } from '#platform/personal.ts';
import type { Secret } from '#platform/proof.ts';
import type { NewHelper, NewPerson } from './new-person.ts';

/** Why a person cannot get this role; contains nothing personal. */
export class CannotBe extends Error {
  override name = 'CannotBe';
}
export interface Kept {
  personId: string;
  role: string;
  city: string;
  /** Null: the phone was unknown. */
  was: string | null;
}

/**
 * Creates the person of a phone, or gives a known person another role. Log-in reads the role at each call, so the
 * change applies at once. A repetition changes nothing.
 */
export async function keepPerson(input: {
  database: Database;
  secret: Secret;
  person: NewPerson;
}): Promise<Kept> {
  const { database, secret, person } = input;
  const { role, city, phone, name } = person;
  return database.transaction(async (tx) => {
    const home = await placeOf(tx, person);
    const known = await findByPhone(tx, secret, phone);
    const models = await tx.models();
    const before = known && (await models.person.findUniqueOrThrow({ where: { id: known.personId } }));
    if (before && before.role !== role) await refuseChange(tx, before);
    if (before && !before.active) throw new CannotBe('This person is no longer active.');
    const personId = before?.id ?? randomUUID();
    if (!before) {
      await models.person.create({ data: { id: personId, role, city } });
      await writePersonal(tx, secret, [{ personId, name, phone }]);
      // Somebody may have logged in with this phone at this moment: then that is the person.
      if ((await findByPhone(tx, secret, phone))?.personId !== personId)
        throw new CannotBe('This phone was signed up just now: say it again.');
    } else {
      await models.person.update({ where: { id: personId }, data: { role, city } });
      if (known?.name !== name) await writeName(tx, { personId, name });
    }
    if (home) await keepHelper(tx, { personId, helper: person as NewHelper, home });
    return { personId, role, city, was: before?.role ?? null };
  });
}

interface Home {
  latitude: number;
  longitude: number;
}

/** A helper's home, and a check that the city and the skills are in the catalogue. */
async function placeOf(tx: Tx, person: NewPerson): Promise<Home | null> {
  const models = await tx.models();
  const districts = await models.district.findMany({ where: { city: person.city } });
  if (districts.length === 0)
    throw new CannotBe(`No city ${person.city} is in the catalogue: npm run db:seed fills it.`);
  if (person.role !== 'helper') return null;
  const seat = districts.find(({ code }) => code === person.district);
  if (!seat)
    throw new CannotBe(
      `--district: ${person.city} has ${districts.map((d) => `${d.code} ${d.nameZh}`).join(', ')}`,
    );
  const services = await models.service.findMany({ select: { skills: true } });
  const able = [...new Set(services.flatMap(({ skills }) => skills))].sort();
  if (person.skills.some((skill) => !able.includes(skill)))
    throw new CannotBe(`--skills: services ask for ${able.join(', ')}`);
  return person.at ?? { latitude: seat.latitude, longitude: seat.longitude };
}

/** Obligations of the former role must have ended before. */
async function refuseChange(tx: Tx, before: { id: string; role: string }): Promise<void> {
  if (before.role === 'helper')
    throw new CannotBe('This is the phone of a helper, with a calendar and visits: take another phone.');
  const models = await tx.models();
  const open = await models.order.count({
    where: { customerId: before.id, stage: { not: 'closed' } },
  });
  if (open > 0)
    throw new CannotBe('This customer has open orders: wait for their end, or take another phone.');
}

/** Existing data stays, also where the helper or ops changed it since; skills are added. */
async function keepHelper(tx: Tx, input: { personId: string; helper: NewHelper; home: Home }): Promise<void> {
  const { personId, helper, home } = input;
  const data = {
    id: personId,
    displayName: helper.shown ?? `${[...helper.name][0]}${helper.sex === 'male' ? '师傅' : '阿姨'}`,
    city: helper.city,
    homeDistrict: helper.district,
    homeLatitude: home.latitude,
    homeLongitude: home.longitude,
    reachMetres: helper.reach,
    sex: helper.sex,
    birthYear: helper.born,
    level: helper.level,
    years: helper.years,
    weeklyHours: helper['weekly-hours'],
  };
  const models = await tx.models();
  await models.helper.createMany({ data: [data], skipDuplicates: true });
  const skills = helper.skills.map((skill) => ({ helperId: personId, skill }));
  await models.helperSkill.createMany({ data: skills, skipDuplicates: true });
}
