import type { Action } from '#contracts/access.ts';
import type { UpdateBody } from '#contracts/messages.ts';
import { chance, MINUTE, type World } from '../a-world.ts';
import { openCase } from '../cases.ts';
import { close, enter } from '../enter.ts';
import { answerOffer, choose, completeInquiry, rematch, sign } from './agree.ts';
import { decide } from './decide.ts';
import { book } from './find-helper.ts';
import { deadlinePasses } from './happen.ts';
import { pay, review, settle } from './settle.ts';
import { answerReschedule, arrive, checkOut, depart, proposeReschedule, withdraw } from './visit.ts';

/** What a message that was taken does to both sides of the world. */
export const TAKE: { [A in Action]: (world: World, body: UpdateBody<A>) => void } = {
  completeInquiry,
  chooseHelper: choose,
  rematch,
  answerOffer,
  dispatchHelper: (world, { helperId }) => {
    if (chance(world, 0.8)) book(world, helperId);
  },
  sign,
  withdrawHelper: withdraw,
  cancelOrder: (world) => close(world, 'cancelled'),
  proposeReschedule,
  answerReschedule,
  depart,
  checkIn: (world) => {
    if (chance(world, 0.8)) arrive(world);
  },
  overrideCheckIn: arrive,
  checkOut,
  confirmCompletion: (world) => settle(world),
  object: (world) => openCase(world, 'objection', world.state.booked!.helperId),
  recordCash: pay,
  submitReview: review,
  decideCase: decide,
  extendDeadline: (world, { minutes }) =>
    enter(world, { deadline: Math.max(world.state.deadline!, Date.now()) + minutes * MINUTE }),
  retryStep: (world) => {
    const { state } = world;
    if (state.parked) {
      state.parked = null;
      enter(world, {});
      return;
    }
    const { openCase: asked } = state;
    enter(world, { needsOps: asked !== null, needsOpsReason: asked?.kind ?? null });
  },
  letTimePass: (world) => {
    const { state } = world;
    enter(world, { clockShiftMs: state.clockShiftMs + Math.max(0, state.deadline! - Date.now()) });
    deadlinePasses(world);
  },
};
