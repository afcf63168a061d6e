import type { CaseKind } from '#contracts/cases/kinds.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { first, type Life, tell } from '../simulate/life.ts';
import { fitnessCase } from '../simulate/live/another-time.ts';
import type { Plan, Script } from '../simulate/plan.ts';
import { helperOf, payLate, until, withdrawAtArrival } from './place-acts.ts';

/** A place in an order's life at which it is open while the version changes. */
export interface Place {
  name: string;
  script: Script;
  plan?: Partial<Plan>;
  reached(order: OrderView, life: Life): boolean;
  /** What is done there, before the version changes. */
  act?(life: Life, order: OrderView): Promise<unknown>;
  /** The kind of case that is open there. */
  opens?: CaseKind;
  /** The order has left its case behind, and the sweep of the newer version adopts it. */
  leavesCase?: true;
}

const isWithStaff = ({ waitingFor, needsOps }: OrderView) => isStaff({ role: waitingFor }) || needsOps;

const at =
  (stage: OrderView['stage'], phase?: OrderView['phase']) =>
  (order: OrderView): boolean =>
    order.stage === stage && (phase === undefined || order.phase === phase);

const arrivalCase = (order: OrderView) => order.stage === 'visit' && order.waitingFor === 'ops';
const paymentCase = (order: OrderView) => order.stage === 'settlement' && isWithStaff(order);

export const PLACES: Place[] = [
  { name: 'inquiry incomplete', script: 'agentCompletes', reached: at('inquiry') },
  {
    name: 'callback case',
    script: 'liveIn',
    reached: (order) => order.stage === 'inquiry' && isWithStaff(order),
    opens: 'callback',
  },
  {
    name: 'matching, none found',
    script: 'noMatch',
    reached: (order) => order.stage === 'matching' && order.needsOps,
  },
  { name: 'selection', script: 'happy', reached: at('selection') },
  { name: 'agreement', script: 'happy', reached: at('agreement') },
  {
    name: 'agreement half signed',
    script: 'happy',
    reached: (order) => order.stage === 'agreement' && order.agreement?.signedBy.length === 1,
  },
  { name: 'scheduled', script: 'happy', reached: at('scheduled') },
  {
    name: 'scheduled, proposal open',
    script: 'reschedule',
    // The helper asks, so the customer must agree.
    plan: { helperSignsFirst: true },
    reached: (order) => Boolean(order.reschedule?.proposal),
  },
  {
    name: 'fitness case',
    script: 'onLeave',
    reached: at('scheduled'),
    act: async (life, order) => first(life, 'onLeave') && (await fitnessCase(life, order)),
    opens: 'fitness',
  },
  { name: 'visit due', script: 'happy', reached: at('visit', 'planned') },
  {
    name: 'visit departed',
    script: 'happy',
    reached: at('visit', 'planned'),
    act: async (life, order) => tell(life, await helperOf(life, order), 'depart', {}),
  },
  { name: 'visit checked in', script: 'happy', reached: at('visit', 'checkedIn') },
  { name: 'visit checked out', script: 'happy', reached: at('visit', 'checkedOut') },
  { name: 'arrival case', script: 'customerNoShow', reached: arrivalCase, opens: 'arrival' },
  {
    name: 'arrival case, helper withdrew',
    script: 'helperNoShow',
    reached: arrivalCase,
    act: withdrawAtArrival,
    opens: 'arrival',
    leavesCase: true,
  },
  {
    name: 'objection case',
    script: 'objection',
    reached: (order) => at('visit', 'checkedOut')(order) && isWithStaff(order),
    opens: 'objection',
  },
  {
    name: 'review, paid',
    script: 'happy',
    plan: { payFirst: true },
    reached: (order, life) => order.stage === 'review' && life.done.has('pay'),
    act: (life) => until(life, ({ settlement }) => settlement === 'paid'),
  },
  { name: 'review, unpaid', script: 'happy', plan: { payFirst: false }, reached: at('review') },
  { name: 'settlement', script: 'happy', plan: { payFirst: false }, reached: at('settlement') },
  { name: 'payment case', script: 'neverPaid', reached: paymentCase, opens: 'payment' },
  {
    name: 'payment case, paid late',
    script: 'neverPaid',
    reached: paymentCase,
    act: payLate,
    opens: 'payment',
  },
  {
    name: 'penalty case',
    script: 'badReview',
    plan: { payFirst: true },
    reached: (order) => order.stage === 'followUp' && isWithStaff(order),
    opens: 'penalty',
  },
  {
    name: 'penalty case, unpaid',
    script: 'badReview',
    plan: { payFirst: false },
    reached: at('settlement'),
    opens: 'penalty',
  },
];
