import { randomUUID } from 'node:crypto';
import { certificateCause } from '#activities/helpers/unfit-helpers.ts';
import { voidNotices } from '#activities/notices/void-notices.ts';
import { fitsCertificates } from '#api/calendars/reads/fits-calendar.ts';
import { changeCalendar } from '#api/calendars/writes/change-calendar.ts';
import { Refused } from '#api/http/refused.ts';
import { dateAfter, midnightOf } from '#contracts/calendars/free-time.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Tx } from '#platform/database.ts';

/** Valid until the end of that local day. The change is logged: who, from what, and why. */
export async function setCertificate(input: {
  tx: Tx;
  actorId: string;
  helperId: string;
  skill: string;
  body: {
    validUntil: string;
    certificate?: string | undefined;
    reason: string;
    confirm?: boolean | undefined;
  };
}): Promise<string[]> {
  const { tx, actorId, helperId, skill, body } = input;
  const until = new Date(midnightOf(dateAfter(body.validUntil, 1), STANDARD_POLICY.utcOffsetMinutes));
  const where = { helperId_skill: { helperId, skill } };
  return changeCalendar({
    tx,
    helperId,
    confirm: body.confirm,
    reason: 'certificateExpired',
    cause: certificateCause(skill, until),
    fits: fitsCertificates,
    async change() {
      const models = await tx.models();
      const before = await models.helperSkill.findUnique({ where, include: { helper: true } });
      if (!before) throw new Refused('NotFound');
      const certificate = body.certificate ?? before.certificate;
      await models.helperSkill.update({ where, data: { certificate, certificateUntil: until } });
      // Notices about the old date are no longer true.
      await voidNotices(tx, {
        subject: 'helper',
        id: helperId,
        row: before.helper,
        events: [{ kind: 'certificateChanged', payload: { skill } }],
      });
      await models.certificateChange.create({
        data: {
          id: randomUUID(),
          helperId,
          skill,
          fromUntil: before.certificateUntil,
          toUntil: until,
          certificate,
          reason: body.reason,
          actorId,
        },
      });
    },
  });
}
