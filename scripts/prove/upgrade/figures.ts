import { type Figure, figure } from '../frame/figure.ts';
import type { LivedBy } from './builds-of.ts';
import type { Lived } from './live-through-upgrade.ts';
import type { PlacedLife } from './placed-lives.ts';
import { PLACES } from './places.ts';

const KINDS = new Set(PLACES.flatMap(({ opens }) => opens ?? []));

export function figuresOf(lived: Lived): Figure[] {
  const { older, newerBuild, later, rollback, kept, tasks, verified } = lived;
  const open = [...older.staying, ...older.returning];
  const lives = [...open, ...later];
  const kinds = new Set(older.cases.map(({ kind }) => kind));
  const withoutCase = ({ place: { opens }, life: { orderId } }: PlacedLife) =>
    opens !== undefined && !older.cases.some((one) => one.orderId === orderId && one.kind === opens);
  const byBoth = tasks.all.filter(
    ({ builds }) => builds.includes(older.build) && builds.includes(newerBuild),
  ).length;
  const sum = (all: LivedBy[], count: (one: LivedBy) => number) =>
    all.reduce((total, one) => total + count(one), 0);
  const failed = (one: LivedBy) => one.failedTasks.length;
  const none = { is: 0 };
  return [
    figure('closed orders of the older version', older.closed, { atLeast: 1 }),
    figure(
      'orders not brought to their place',
      count(lives, ({ reached }) => !reached),
      none,
    ),
    figure('orders at a case that is not open', count(open, withoutCase), none),
    figure('kinds of open cases of the older version', kinds.size, { atLeast: KINDS.size }),
    figure('builds', new Set([older.build, newerBuild]).size, { is: 2 }),
    figure('workflows lived by both builds', byBoth, { atLeast: older.staying.length }),
    figure('cases without a workflow or a waiting order', lived.unattended.length, none),
    figure('failed workflow tasks before the rollback', sum(tasks.upgraded, failed), none),
    figure('orders released by the rollback', rollback.returned, { atLeast: 1 }),
    ...(kept === undefined
      ? []
      : [figure('orders kept for their adopted case', kept, { is: count(older.returning, leavesCase) })]),
    figure('failed workflow tasks', sum(tasks.all, failed), none),
    figure(
      'non-determinism',
      sum(tasks.all, (one) => one.nonDeterminism),
      none,
    ),
    figure(
      'orders not closed',
      count(lives, ({ closed }) => !closed),
      none,
    ),
    figure(
      'orders with a defect',
      count(lives, ({ life }) => life.problems.length > 0),
      none,
    ),
    figure('cases not decided', lived.undecided.length, none),
    figure(
      'verify',
      Object.values(verified).reduce((total, found) => total + found, 0),
      none,
    ),
  ];
}

const leavesCase = ({ place }: PlacedLife) => place.leavesCase === true;
const count = (lives: PlacedLife[], which: (placed: PlacedLife) => boolean) => lives.filter(which).length;

/** What the figures count, for a person. */
export function explain(lived: Lived, complain: (line: string) => void): void {
  const { older, later, tasks, violations: found } = lived;
  for (const { place, life, reached } of [...older.staying, ...older.returning, ...later]) {
    const { orderId, problems } = life;
    if (!reached || problems.length > 0)
      complain(`${place.name} ${orderId}: ${reached ? '' : 'not at its place; '}${problems.join(' | ')}`);
  }
  for (const { id, kind, orderId } of lived.unattended) complain(`unattended: ${kind} ${id} of ${orderId}`);
  for (const { id, kind, orderId } of lived.undecided) complain(`not decided: ${kind} ${id} of ${orderId}`);
  for (const { workflowId, failedTasks } of tasks.all)
    if (failedTasks.length > 0) complain(`${workflowId}: ${failedTasks.join(' | ')}`);
  for (const [check, list] of Object.entries(found))
    for (const { orderId, what } of list) complain(`${check}: ${orderId} ${what}`);
}
