import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleWorkflows } from '#scripts/setup/bundle-workflows.mjs';
import { installPackages } from '#scripts/setup/install-packages.mjs';
import { figure } from './frame/figure.ts';
import { defineProof } from './frame/proof.ts';
import { unattended } from './upgrade/case-rows.ts';
import { explain, figuresOf } from './upgrade/figures.ts';
import { liveThroughUpgrade } from './upgrade/live-through-upgrade.ts';
import { olderCheckout } from './upgrade/older-checkout.ts';
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
      const { failedByPlainSwitch } = lived;
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
          ...(failedByPlainSwitch === undefined
            ? []
            : [
                {
                  name: 'the older build is made current plainly while an order is at a case of the newer one',
                  failed: failedByPlainSwitch > 0,
                  saw: `${failedByPlainSwitch} failed workflow tasks`,
                },
              ]),
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
