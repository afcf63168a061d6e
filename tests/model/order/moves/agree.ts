import type { UpdateBody } from '#contracts/messages.ts';
import { chance, HOUR, type World } from '../a-world.ts';
import { enter, place } from '../enter.ts';
import { book, drop, recommend } from './find-helper.ts';

export function completeInquiry(world: World): void {
  enter(world, place(world, 'matching', 'system', null));
  recommend(world);
}

/** Now and then the helper was taken by another order: whoever is left can still be chosen. */
export function choose(world: World, { helperId }: { helperId: string }): void {
  const { state } = world;
  if (chance(world, 0.85)) {
    book(world, helperId);
    return;
  }
  if (state.candidates.length > 1) return;
  state.candidates = [];
  recommend(world);
}

export function rematch(world: World): void {
  const { state, rows } = world;
  state.rematchCount += 1;
  rows.rematchCount += 1;
  state.excluded = [...new Set([...state.excluded, ...state.candidates.map((c) => c.helperId)])];
  recommend(world, true);
}

export function answerOffer(world: World, { helperId, accept }: UpdateBody<'answerOffer'>): void {
  const { state, rows } = world;
  if (state.stage === 'agreement') {
    drop(world);
    recommend(world);
    return;
  }
  const row = rows.candidates.find((one) => one.helperId === helperId && one.round === state.round)!;
  row.status = accept ? 'accepted' : 'declined';
  enter(world, {});
  state.answered.push(helperId);
  if (accept) return;
  state.candidates = state.candidates.filter((c) => c.helperId !== helperId);
  state.excluded.push(helperId);
  if (state.candidates.length === 0) recommend(world);
}

/** The second signature seals the agreement and makes the visit. */
export function sign(world: World, { party }: UpdateBody<'sign'>): void {
  const { state, rows } = world;
  const agreement = rows.agreements[0]!;
  const complete = agreement.signedBy.length === 1;
  agreement.signedBy.push(party);
  if (party === 'customer' && state.freeExit) {
    agreement.endsFreeExit = true;
    state.freeExit = false;
  }
  if (complete) {
    const { startsAt, endsAt } = rows;
    Object.assign(agreement, { status: 'signed', sealedAt: new Date() });
    rows.visit = {
      ...{ startCode: '4711', startsAt: startsAt!, endsAt: endsAt!, departedAt: null, checkedInAt: null },
      ...{ checkedOutAt: null, confirmedAt: null, confirmedBy: null, feeFloorFen: 0 },
    };
    const start = Date.parse(state.booked!.startsAt) - state.clockShiftMs;
    enter(world, place(world, 'scheduled', 'helper', start, { phase: 'planned' }));
  } else {
    const other = party === 'helper' ? 'customer' : 'helper';
    enter(world, place(world, 'agreement', other, Date.now() + HOUR));
  }
  state.signedBy.push(party);
}
