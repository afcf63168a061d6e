import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleWorkflows } from '#scripts/setup/bundle-workflows.mjs';
import { installPackages } from '#scripts/setup/install-packages.mjs';
import { type Figure, figure } from './frame/figure.ts';
import { defineProof } from './frame/proof.ts';
import type { LivedBy } from './upgrade/builds-of.ts';
import { unattended } from './upgrade/case-rows.ts';
import { type Lived, liveThroughUpgrade } from './upgrade/live-through-upgrade.ts';
import { olderCheckout } from './upgrade/older-checkout.ts';
import type { PlacedLife } from './upgrade/placed-lives.ts';
import { PLACES } from './upgrade/places.ts';
import { violations, withRenamedStep } from './upgrade/replays.ts';

/** The last version in which cases had no workflow of their own. */
const BEFORE = 'b42c25f';

/**
 * Orders in every stage and a case of each kind, made by an older version, are lived to their end by this one on the
 * same data; then the way back to the older build while orders are open.
 */
export const upgrade = defineProof({
  about: 'orders and cases of an older version are lived to their end by this one, and the way back',
  options: {
    from: { kind: 'text', help: 'the older version, a commit of this repository', default: BEFORE },
    each: { kind: 'whole', help: 'orders at each place, three times', default: 1, full: 5, atLeast: 1 },
    seed: { kind: 'whole', help: 'the same seed plans the same orders', default: 1 },
    keep: { kind: 'flag', help: 'leave the older checkout, the data and the logs' },
  },
  async run({ values, say, complain }) {
    const startedAt = Date.now();
    // The older checkout may link our packages, and must find them as the lock file says.
    await installPackages();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-upgrade-'));
    try {
      const checkout = await olderCheckout({ from: values.from, folder: path.join(folder, 'older'), say });
      const lived = await liveThroughUpgrade({
        ...{ project: checkout.folder, folder, each: values.each, seed: values.seed, say, complain },
      });
      const bundle = await bundleWorkflows();
      const { histories, cases } = lived.older;
      const notReplayed = await violations(histories, readFileSync(bundle, 'utf8'));
      const renamed = await violations(histories, withRenamedStep(bundle));
      const nobody = unattended(cases, { workflows: [], askedAbout: new Map() }).length;
      explain(lived, complain);
      const minutes = Math.round((Date.now() - startedAt) / 6_000) / 10;
      return {
        figures: [
          ...figuresOf(lived),
          figure('histories of the older build that do not replay', notReplayed, { is: 0 }),
          ...(values.each === 1 ? [figure('minutes', minutes, { under: 20 })] : []),
        ],
        controls: [
          {
            name: 'a build with a renamed step replays the older histories',
            failed: renamed > 0,
            saw: `${renamed} of ${histories.length} are not replayed`,
          },
          {
            name: 'no workflow runs and no order asks about its case',
            failed: nobody > 0,
            saw: `${nobody} cases unattended`,
          },
        ],
        also: {
          from: checkout.commit,
          seed: values.seed,
          builds: { older: lived.older.build, newer: lived.newerBuild },
          rollback: lived.rollback,
          ...(values.keep ? { folder } : {}),
        },
      };
    } finally {
      if (values.keep) complain(`kept: ${folder}`);
      else rmSync(folder, { recursive: true, force: true });
    }
  },
});

const KINDS = new Set(PLACES.flatMap(({ opens }) => opens ?? []));

function figuresOf(lived: Lived): Figure[] {
  const { older, newerBuild, later, rollback, tasks, verified } = lived;
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

const count = (lives: PlacedLife[], which: (placed: PlacedLife) => boolean) => lives.filter(which).length;

/** What the figures count, for a person. */
function explain(lived: Lived, complain: (line: string) => void): void {
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
