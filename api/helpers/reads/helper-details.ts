import { Refused } from '#api/http/refused.ts';
import type { ReplyOf } from '#contracts/http.ts';
import type { Database } from '#platform/database.ts';
import { maskPhone, readPersonal } from '#platform/personal.ts';
import { lacksCertificate, lastDay, presentHelperRow } from './find-helpers.ts';

/** One helper for staff: identity, skills with their expiry, and who changed them. */
export async function helperDetails(input: {
  database: Database;
  helperId: string;
}): Promise<ReplyOf<'helper'>> {
  const { database, helperId } = input;
  const row = await database.models.helper.findUnique({ where: { id: helperId }, include: { skills: true } });
  if (!row) throw new Refused('NotFound');
  const changes = await database.models.certificateChange.findMany({
    where: { helperId },
    orderBy: { at: 'desc' },
    take: 50,
  });
  const people = await readPersonal(database, [helperId, ...changes.map(({ actorId }) => actorId)]);
  const day = (at: Date | null): string | null => (at ? lastDay(at) : null);
  return {
    ...presentHelperRow(row),
    name: people.get(helperId)?.name ?? row.displayName,
    maskedPhone: maskPhone(people.get(helperId)?.phone ?? ''),
    traits: { dialects: row.dialects, brands: row.brands, habits: row.habits },
    skills: row.skills
      .sort((a, b) => a.skill.localeCompare(b.skill))
      .map((own) => ({
        skill: own.skill,
        certificate: own.certificate,
        validUntil: day(own.certificateUntil),
        expired: own.certificateUntil !== null && own.certificateUntil <= new Date(),
        missing: lacksCertificate(own),
      })),
    changes: changes.map((change) => ({
      id: change.id,
      skill: change.skill,
      from: day(change.fromUntil),
      to: day(change.toUntil),
      reason: change.reason,
      by: people.get(change.actorId)?.name ?? '',
      at: change.at.toISOString(),
    })),
  };
}
