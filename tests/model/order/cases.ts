import { type CaseKind, decisionsOf, type OvertakenBy } from '#contracts/cases/kinds.ts';
import { newCaseState } from '#workflows/case/case-state.ts';
import { DAY, nextId, TOTAL_FEN, type World } from './a-world.ts';
import { enter, place } from './enter.ts';

/** The row of a case, and its workflow where it has one. */
export function insertCase(world: World, kind: CaseKind, helperId: string | null, id: string): void {
  const { rows, input, own } = world;
  const dueAt = new Date(Date.now() + DAY);
  rows.cases.unshift({
    ...{ id, version: own ? 1 : 0, round: 1, orderId: rows.id, city: rows.city, customerId: rows.customerId },
    ...{ kind, variant: null, reason: kind, status: 'open', helperId, ownerId: null, openedBy: null },
    ...{ openedAt: new Date(), dueAt, overdue: false, decision: null, decidedAt: null, noteId: null },
    ...{ proposal: null, needsOpsReason: null, clockShiftMs: 0n, workflowStarted: own },
  });
  if (!own) return;
  const start = {
    ...{ caseId: id, round: 1, kind, variant: null, city: rows.city, orderId: rows.id },
    ...{ customerId: rows.customerId, helperId, ownerId: null, version: 1, limitMs: DAY },
    ...{ openedAt: new Date().toISOString(), dueAt: dueAt.toISOString(), outageGrace: '10 minutes' },
    rehearsal: input.policy.rehearsal,
  };
  world.cases.set(id, { input: start, state: newCaseState(start) });
}

/** Opens the case that the story waits for, as workflows/order/await-decision.ts does. */
export function openCase(world: World, kind: CaseKind, helperId: string | null, to: object = {}): void {
  const { state, rows, own } = world;
  const id = nextId(world, 'case');
  const due = Date.now() + DAY;
  const needsOps = { needsOps: true, needsOpsReason: kind as string };
  const where = { ...place(world, state.stage, 'ops', due), ...needsOps, ...to };
  // Nobody came: whether somebody could have come is no question any more.
  if (kind === 'arrival')
    for (const one of rows.cases) if (one.version === 0 && one.kind === 'fitness') one.status = 'decided';
  if (state.openCase) overtake(world, 'noCheckIn');
  state.openCase = { id, kind, ...(own ? { own } : {}) };
  insertCase(world, kind, helperId, id);
  enter(world, where);
}

/** What happened answers the open case. An older one ends by its effect's statement; a case with a workflow by itself. */
export function overtake(world: World, by: OvertakenBy): void {
  const { openCase } = world.state;
  world.state.openCase = null;
  if (openCase?.own) endCase(world, openCase.id, 'overtaken', by);
}

/** The open case is about something else now; the order goes on without its decision. */
export function changeQuestion(world: World): void {
  const { openCase } = world.state;
  world.state.openCase = null;
  if (!openCase?.own) return;
  world.cases.get(openCase.id)!.state.variant = 'withdrawn';
  world.rows.cases.find(({ id }) => id === openCase.id)!.variant = 'withdrawn';
}

export function endCase(world: World, id: string, decision: string, by?: OvertakenBy): void {
  const row = world.rows.cases.find((one) => one.id === id)!;
  Object.assign(row, { status: 'decided', decision, decidedAt: new Date() });
  const own = world.cases.get(id);
  if (own) Object.assign(own.state, { stage: 'closed', answeredBy: by ?? null, decision });
}

/** Messages by which `caseId` may be decided in one way or another. */
export const decisionsFor = (kind: CaseKind, variant: string | null, caseId: string): object[] =>
  decisionsOf(kind, variant).map((decision) => ({
    ...{ caseId, decision },
    ...(decision === 'reducePrice' ? { amountFen: TOTAL_FEN / 4 } : {}),
  }));
