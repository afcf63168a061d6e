import { FAST_REHEARSAL_POLICY, REHEARSAL_POLICY } from '#contracts/catalogue/rehearsal-policies.ts';
import { ROUND_THE_CLOCK, STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Database } from '#platform/database.ts';
import { writePersonal } from '#platform/personal.ts';
import { CITY, DISTRICTS, SERVICES } from './catalogue.ts';
import { demoPeople } from './people.ts';

/** Fills what is missing and leaves what is there as it is: a second run changes nothing. */
export async function seedCity(input: {
  database: Database;
  secret: string;
  development: boolean;
}): Promise<void> {
  const { database, secret, development } = input;
  const rows = { skipDuplicates: true };
  await database.models.district.createMany({ data: DISTRICTS, ...rows });
  await database.models.service.createMany({ data: SERVICES, ...rows });
  await database.models.policy.createMany({ data: policies(development).flatMap(policyRows), ...rows });
  if (!development) return;
  const people = demoPeople(new Date());
  await database.models.person.createMany({ data: people.persons, ...rows });
  await writePersonal(database, secret, people.personal);
  await database.models.address.createMany({ data: people.addresses, ...rows });
  await database.models.helper.createMany({ data: people.helpers, ...rows });
  await database.models.helperSkill.createMany({ data: people.skills, ...rows });
  await database.models.workingTime.createMany({ data: people.workingTimes, ...rows });
}

/** A rehearsal happens when the developer has time: at any hour of the day. */
const ANY_HOUR = { visitHours: { from: '00:00', to: '24:00' } };

function policies(development: boolean): Policy[] {
  if (!development) return [STANDARD_POLICY];
  return [STANDARD_POLICY, { ...REHEARSAL_POLICY, ...ANY_HOUR }, { ...FAST_REHEARSAL_POLICY, ...ANY_HOUR }];
}

/** Old people and babies need somebody at night too. */
const NIGHT_SERVICES = ['elderCare', 'motherBabyCare'];

const policyRows = (policy: Policy) => [
  { city: CITY, serviceCode: '*', key: policy.key, body: policy as object },
  ...NIGHT_SERVICES.map((serviceCode) => ({
    ...{ city: CITY, serviceCode, key: policy.key },
    body: { ...policy, ...ROUND_THE_CLOCK } as object,
  })),
];
