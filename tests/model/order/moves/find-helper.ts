import type { Booked, ShortlistEntry } from '#contracts/matching/effects.ts';
import { chance, HOUR, nextId, TOTAL_FEN, type World } from '../a-world.ts';
import { overtake } from '../cases.ts';
import { close, enter, place } from '../enter.ts';

/** A round of recommendation: up to three helpers who were not excluded, or nobody. */
export function recommend(world: World, again = false): void {
  const { state, rows, input, draw } = world;
  if (state.round >= input.policy.maxRounds && !again) {
    close(world, 'no_match');
    return;
  }
  const round = state.round + 1;
  const free = world.helpers.filter((id) => !state.excluded.includes(id));
  const found = chance(world, 0.85) ? free.slice(0, 1 + draw.below(3)) : [];
  const candidates = found.map((helperId): ShortlistEntry => {
    const startsAt = input.windowStart;
    const endsAt = new Date(Date.parse(startsAt) + 3 * HOUR).toISOString();
    return { helperId, totalFen: TOTAL_FEN, startsAt, endsAt, hold: 'firm', accepted: chance(world, 0.3) };
  });
  for (const one of rows.candidates) if (['offered', 'accepted'].includes(one.status)) one.status = 'passed';
  rows.candidates.unshift(...candidates.map((one, n) => rowOf(one, round, n + 1)));
  const none = {
    ...place(world, 'matching', 'ops', Date.now() + 2 * HOUR),
    ...{ needsOps: true, needsOpsReason: 'noHelperFound' },
  };
  const to = candidates.length > 0 ? place(world, 'selection', 'customer', Date.now() + HOUR) : none;
  enter(world, to, { round, helperId: null, startsAt: null, endsAt: null, totalFen: null });
  state.round = round;
  state.candidates = candidates;
  state.shown = [...new Set([...state.shown, ...found])];
  state.answered = candidates.filter(({ accepted }) => accepted).map(({ helperId }) => helperId);
}

function rowOf(entry: ShortlistEntry, round: number, rank: number): World['rows']['candidates'][0] {
  const { helperId, hold, accepted } = entry;
  return {
    ...{ helperId, round, rank, hold, status: accepted ? 'accepted' : 'offered', reasons: [], quote: {} },
    ...{ startsAt: new Date(entry.startsAt), endsAt: new Date(entry.endsAt), helper: null },
  };
}

/** Takes the helper's slot and drafts the agreement. */
export function book(world: World, helperId: string): void {
  const { state, rows, input } = world;
  const listed = rows.candidates.find((one) => one.helperId === helperId && one.round === state.round);
  for (const one of rows.candidates)
    if (one !== listed && ['offered', 'accepted', 'chosen'].includes(one.status)) one.status = 'passed';
  const startsAt = input.windowStart;
  const endsAt = new Date(Date.parse(startsAt) + 3 * HOUR).toISOString();
  const entry = { helperId, totalFen: TOTAL_FEN, startsAt, endsAt, hold: 'firm' as const, accepted: false };
  if (!listed) rows.candidates.unshift({ ...rowOf(entry, state.round, 0), status: 'chosen' });
  else listed.status = 'chosen';
  for (const one of rows.agreements) one.status = 'void';
  const agreementId = nextId(world, 'agreement');
  const termsHash = `terms of ${agreementId}`;
  rows.agreements.unshift({
    ...{ id: agreementId, endsFreeExit: false, status: 'drafted', termsHash, helperId, signedBy: [] },
    ...{ documentSha256: null, sealedAt: null, createdAt: new Date(rows.agreements.length) },
  });
  enter(world, place(world, 'agreement', 'helper', Date.now() + HOUR), {
    ...{ helperId, totalFen: TOTAL_FEN, startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
  });
  const booked: Booked = {
    ...{ ok: true, helperId, agreementId, termsHash, totalFen: TOTAL_FEN, startsAt, endsAt },
  };
  Object.assign(state, { booked, signedBy: [] });
}

/** The booked helper is out, as workflows/order/drop-helper.ts and the effect releaseHelper do it. */
export function drop(world: World): void {
  const { state, rows } = world;
  const { helperId, totalFen } = state.booked!;
  for (const one of rows.agreements) if (one.helperId === helperId) one.status = 'void';
  for (const one of rows.candidates) if (one.helperId === helperId) one.status = 'declined';
  for (const one of rows.cases) if (one.version === 0 && one.kind === 'fitness') one.status = 'decided';
  Object.assign(rows, { visit: null, proposals: [] });
  const to = place(world, 'matching', 'system', null, { phase: null });
  enter(world, to, { helperId: null, startsAt: null, endsAt: null, totalFen: null });
  const wasSigned = state.signedBy.length === 2;
  state.excluded.push(helperId);
  Object.assign(state, {
    booked: null,
    signedBy: [],
    candidates: [],
    proposal: null,
    feeFloorFen: 0,
    unfit: null,
  });
  world.late = false;
  if (state.openCase?.kind === 'fitness') overtake(world, 'helperReplaced');
  if (wasSigned) Object.assign(state, { capFen: totalFen, freeExit: true });
}
