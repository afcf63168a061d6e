import { DAY, type World } from '../a-world.ts';
import { openCase } from '../cases.ts';
import { close, enter } from '../enter.ts';
import { drop, recommend } from './find-helper.ts';
import { noReview, pay, settle } from './settle.ts';
import { visitDeadline } from './visit.ts';

/** The order begins: a live-in inquiry goes to an agent, an incomplete one waits, the others go to matching. */
export function begin(world: World): void {
  const { input } = world;
  if (input.shape === 'liveIn') {
    openCase(world, 'callback', null, { waitingFor: 'agent' });
    return;
  }
  if (input.complete) {
    recommend(world);
    return;
  }
  const needsOps = { needsOps: true, needsOpsReason: 'inquiryIncomplete' };
  enter(world, { waitingFor: 'agent', deadline: Date.now() + DAY, ...needsOps });
}

/** A deadline passed. */
export function deadlinePasses(world: World): void {
  const { state } = world;
  switch (state.stage) {
    case 'inquiry':
      if (world.input.shape === 'liveIn') remind(world);
      else close(world, 'lapsed');
      return;
    case 'matching':
      recommend(world);
      return;
    case 'selection':
      close(world, 'no_choice');
      return;
    case 'agreement':
      if (state.signedBy.includes('helper')) {
        close(world, 'unsigned');
        return;
      }
      drop(world);
      recommend(world);
      return;
    case 'scheduled':
      visitDeadline(world);
      return;
    case 'visit':
      if (state.openCase && state.openCase.kind !== 'fitness') {
        remind(world);
        return;
      }
      if (state.phase === 'checkedIn') {
        overdueCheckOut(world);
        return;
      }
      if (state.phase === 'checkedOut') {
        settle(world);
        return;
      }
      visitDeadline(world);
      return;
    case 'review':
      noReview(world);
      return;
    case 'settlement':
      if (state.openCase) remind(world);
      else unpaid(world);
      return;
    case 'followUp':
      remind(world);
      return;
    case 'closed':
  }
}

/** The order reminds of a case that it decides; a case with a workflow reminds by itself. */
function remind(world: World): void {
  const { openCase: asked } = world.state;
  if (!asked || asked.own) return;
  const needsOps = { needsOps: true, needsOpsReason: `${asked.kind}Overdue` };
  enter(world, { ...needsOps, deadline: Date.now() + DAY });
}

const overdueCheckOut = (world: World): void =>
  enter(world, { deadline: Date.now() + DAY, needsOps: true, needsOpsReason: 'checkOutOverdue' });

const unpaid = (world: World): void => openCase(world, 'payment', null, { settlement: 'overdue' });

interface Happening {
  can: (world: World) => boolean;
  happens: (world: World) => void;
}
const BEFORE_CHECK_IN = [null, 'planned', 'departed'];
/** Events without a message of a person. */
export const HAPPENINGS: Record<string, Happening> = {
  deadline: {
    can: ({ state }) => state.deadline !== null,
    // The clock has reached it.
    happens: (world) => {
      const { state } = world;
      const left = Math.max(0, state.deadline! - Date.now());
      enter(world, { clockShiftMs: state.clockShiftMs + left });
      deadlinePasses(world);
    },
  },
  unfit: {
    can: ({ state }) =>
      ['agreement', 'scheduled', 'visit'].includes(state.stage) &&
      BEFORE_CHECK_IN.includes(state.phase) &&
      state.openCase === null,
    happens: (world) => {
      const { waitingFor, deadline, booked } = world.state;
      openCase(world, 'fitness', booked!.helperId, { waitingFor, deadline });
    },
  },
  paid: { can: ({ state }) => ['due', 'overdue'].includes(state.settlement), happens: pay },
  bounced: {
    can: () => true,
    happens: (world) => enter(world, { needsOps: true, needsOpsReason: 'noticeBounced' }),
  },
  /** The board hears of it; where the order stands stays. */
  parked: {
    can: () => true,
    happens: ({ state, rows }) => {
      state.parked = 'settle: StepRefused';
      state.version += 1;
      Object.assign(rows, { version: state.version, needsOps: true, needsOpsReason: 'parked' });
    },
  },
};
