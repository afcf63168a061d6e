import { Refused } from '#api/http/refused.ts';
import type { SetHelperTraits, SetTraits, Traits } from '#contracts/helpers/traits.ts';
import { ILLNESSES } from '#contracts/matching/wishes.ts';
import type { Tx } from '#platform/database.ts';

/** The wishes that a helper meets, from the next search on; booked visits stay as agreed. */
export async function setTraits(input: {
  tx: Tx;
  helperId: string;
  body: SetTraits | SetHelperTraits;
}): Promise<Traits> {
  const { tx, helperId, body } = input;
  const traits = {
    dialects: once(body.dialects),
    brands: once(body.brands),
    habits: once(body.habits),
  };
  const models = await tx.models();
  const { count } = await models.helper.updateMany({ where: { id: helperId }, data: traits });
  if (count === 0) throw new Refused('NotFound');
  if ('illnesses' in body) await setIllnesses(tx, helperId, body.illnesses);
  return traits;
}

/** Only codes of the catalogue are replaced: others, which an import brought, stay. */
async function setIllnesses(tx: Tx, helperId: string, illnesses: readonly string[]): Promise<void> {
  const skill = (illness: string): string => `illness:${illness}`;
  const gone = ILLNESSES.filter((illness) => !illnesses.includes(illness)).map(skill);
  const models = await tx.models();
  await models.helperSkill.deleteMany({ where: { helperId, skill: { in: gone } } });
  await models.helperSkill.createMany({
    data: once(illnesses).map((illness) => ({ helperId, skill: skill(illness) })),
    skipDuplicates: true,
  });
}

const once = (codes: readonly string[]): string[] => [...new Set(codes)].sort();
