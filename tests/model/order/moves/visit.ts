import type { UpdateBody } from '#contracts/messages.ts';
import { endingFee } from '#contracts/orders/ending-fee.ts';
import { isStaff, type Party } from '#contracts/people/roles.ts';
import { needsConsent, otherSide, sideOf } from '#contracts/visits/reschedule.ts';
import { feeFactsOf } from '#workflows/order/fee-facts.ts';
import type { Proposal } from '#workflows/order/order-state.ts';
import { chance, HOUR, MINUTE, nextId, nowOf, type World } from '../a-world.ts';
import { changeQuestion, openCase, overtake } from '../cases.ts';
import { enter, place } from '../enter.ts';
import { drop, recommend } from './find-helper.ts';

type Sender = { by: string; role: string };

const starts = ({ state }: World): number => Date.parse(state.booked!.startsAt) - state.clockShiftMs;

export function proposeReschedule(world: World, body: UpdateBody<'proposeReschedule'>): void {
  const { state, rows, input } = world;
  if (chance(world, 0.1)) return; // the slot is taken
  const side: Party = sideOf(body.role, body.side);
  const facts = { ...feeFactsOf(state, input.policy)!, ending: 'cancelled', role: 'customer' } as const;
  const feeFloorFen = side === 'customer' ? (endingFee(facts)?.fen ?? 0) : state.feeFloorFen;
  const proposal: Proposal = { id: nextId(world, 'proposal'), side, startsAt: body.startsAt, feeFloorFen };
  const startsAt = Date.parse(body.startsAt);
  const from = Date.parse(state.booked!.startsAt);
  if (!needsConsent({ startsAt, from, now: nowOf(world), side, policy: input.policy })) {
    moveVisit(world, proposal);
    return;
  }
  const until = Date.now() + HOUR;
  rows.proposals = [
    { side, startsAt: new Date(startsAt), endsAt: new Date(startsAt + 3 * HOUR), until: new Date(until) },
  ];
  enter(world, place(world, 'scheduled', otherSide(side), until));
  state.proposal = proposal;
}

export function answerReschedule(world: World, { accept }: UpdateBody<'answerReschedule'>): void {
  if (accept && chance(world, 0.85)) moveVisit(world, world.state.proposal!);
  else endProposal(world);
}

function moveVisit(world: World, { startsAt, feeFloorFen }: Proposal): void {
  const { state, rows } = world;
  const endsAt = new Date(Date.parse(startsAt) + 3 * HOUR);
  const times = { startsAt: new Date(startsAt), endsAt };
  Object.assign(rows.visit!, times, { feeFloorFen });
  rows.proposals = [];
  rows.amendments += 1;
  enter(world, place(world, 'scheduled', 'helper', Date.parse(startsAt) - state.clockShiftMs), times);
  state.booked = { ...state.booked!, startsAt, endsAt: endsAt.toISOString() };
  Object.assign(state, { reschedules: state.reschedules + 1, feeFloorFen, proposal: null });
}

/** The agreed time stands. */
function endProposal(world: World): void {
  const { state, rows } = world;
  rows.proposals = [];
  enter(world, state.stage === 'scheduled' ? place(world, 'scheduled', 'helper', starts(world)) : {});
  state.proposal = null;
}

export function depart(world: World): void {
  const { state, rows } = world;
  rows.visit!.departedAt = new Date();
  const to = state.stage === 'scheduled' ? place(world, 'visit', 'helper', starts(world) + 10 * MINUTE) : {};
  enter(world, { ...to, phase: 'departed' });
  if (state.proposal) endProposal(world);
}

/** By the customer's code, which may be wrong, or by the word of staff. */
export function arrive(world: World, by?: Sender): void {
  const { state, rows } = world;
  if (by) noteStaff(world, 'checkedIn', by);
  rows.visit!.checkedInAt = new Date();
  for (const one of rows.cases)
    if (one.version === 0 && ['arrival', 'fitness'].includes(one.kind)) one.status = 'decided';
  const needsOps = { needsOps: false, needsOpsReason: null };
  enter(world, place(world, 'visit', 'helper', Date.now() + 5 * HOUR, { phase: 'checkedIn', ...needsOps }));
  if (state.proposal) endProposal(world);
  if (state.openCase) overtake(world, 'checkedIn');
}

export function withdraw(world: World): void {
  const asked = world.state.openCase?.kind === 'arrival';
  drop(world);
  if (asked) changeQuestion(world);
  recommend(world);
}

/** Staff who spoke for the helper. */
function noteStaff({ state, rows }: World, kind: string, { by, role }: Sender): void {
  if (!isStaff({ role })) return;
  state.actedForHelper.push(by);
  const payload = kind === 'checkedIn' ? { proof: 'override' } : {};
  rows.events.push({ kind, payload, actorId: by, role } as unknown as World['rows']['events'][number]);
}

export function checkOut(world: World, by: Sender): void {
  noteStaff(world, 'checkedOut', by);
  world.rows.visit!.checkedOutAt = new Date();
  enter(world, place(world, 'visit', 'customer', Date.now() + 2 * HOUR, { phase: 'checkedOut' }));
}

/** The start passes, the helper is late, and at last nobody has come. */
export function visitDeadline(world: World): void {
  const { state } = world;
  if (state.stage === 'scheduled') {
    if (state.proposal) {
      endProposal(world);
      return;
    }
    enter(world, place(world, 'visit', 'helper', starts(world) + 10 * MINUTE));
    return;
  }
  if (state.openCase?.kind === 'arrival') return;
  if (world.late) {
    openCase(world, 'arrival', state.booked!.helperId);
    return;
  }
  world.late = true;
  enter(world, place(world, 'visit', 'helper', Math.max(starts(world) + 30 * MINUTE, Date.now())));
}
