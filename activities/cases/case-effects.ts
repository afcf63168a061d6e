import { EffectRefused } from '#activities/transition/effect-refused.ts';
import { certain } from '#activities/transition/kernel-effects.ts';
import type { CaseActivities, CaseEventOf } from '#contracts/cases/effects.ts';
import type { OvertakenBy } from '#contracts/cases/kinds.ts';
import { decisionsOf } from '#contracts/cases/kinds.ts';
import { STAFF } from '#contracts/people/roles.ts';
import type { Done } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import type { CaseRow } from './case-row.ts';
import type { CaseTransition } from './case-subject.ts';

type Closing = Parameters<CaseActivities['closeCase']>[0];

/** The transitions of a case. */
export function caseSubjectActivities({ transition }: { transition: CaseTransition }): CaseActivities {
  return {
    assignCase: (input) =>
      transition<Done>(input, async (tx, row) => {
        const { ownerId, takenFrom } = input;
        const taken = takenFrom === undefined ? {} : { takenFrom };
        if (row.status !== 'open') throw new EffectRefused('CaseClosed');
        if (ownerId && !(await isStaffHere(tx, row, ownerId))) throw new EffectRefused('NotAllowed');
        return {
          result: { ok: true },
          events: [{ kind: 'caseAssigned', payload: { ownerId, ...taken } }],
          changes: { ownerId },
        };
      }),

    changeCase: (input) =>
      certain<Done>(
        transition<Done>(input, async () => ({
          result: { ok: true },
          events: [{ kind: 'caseChanged', payload: { variant: input.variant } }],
          changes: { variant: input.variant },
        })),
      ),

    remindOfCase: (input) =>
      certain<Done>(
        transition<Done>(input, async () => ({
          result: { ok: true },
          events: [{ kind: 'caseOverdue', payload: { dueAt: input.enter.deadline! } }],
          changes: { overdue: true },
        })),
      ),

    closeCase: (input) => transition<Done>(input, (tx, row) => close(tx, row, input)),
  };
}

/** The row of a decision never changes; a later round writes another one. */
async function close(tx: Tx, row: CaseRow, input: Closing) {
  const { ending, decision, amountFen, step } = input;
  const { actor } = step;
  if (row.status !== 'open') throw new EffectRefused('CaseClosed');
  const decided = ending === 'decided';
  if (decided && !decisionsOf(row.kind, row.variant).includes(decision))
    throw new EffectRefused('InvalidInput');
  const decidedBy = decided && actor.role !== 'system' ? actor.id : null;
  const at = new Date(step.at);
  const models = await tx.models();
  await models.caseDecision.create({
    data: {
      caseId: row.id,
      round: row.round,
      decision: decided ? decision : 'overtaken',
      amountFen: amountFen ?? null,
      decidedBy,
      role: actor.role,
      reason: actor.reason ?? (decided ? null : decision),
      noteId: actor.noteId ?? null,
      cause: step.cause,
      at,
    },
  });
  const event: CaseEventOf = decided
    ? { kind: 'caseDecided', payload: { decision, ...(amountFen === undefined ? {} : { amountFen }) } }
    : { kind: 'caseOvertaken', payload: { by: decision as OvertakenBy } };
  return {
    result: { ok: true as const },
    events: [event],
    changes: {
      status: 'decided',
      decision: decided ? decision : 'overtaken',
      decidedBy,
      decidedAt: at,
    },
  };
}

async function isStaffHere(tx: Tx, row: CaseRow, personId: string): Promise<boolean> {
  const models = await tx.models();
  const person = await models.person.findFirst({
    where: { id: personId, active: true, role: { in: [...STAFF] } },
    select: { city: true },
  });
  return person !== null && (row.city === null || person.city === row.city);
}
