import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { project } from '#scripts/setup/places.mjs';
import { compareAllowed } from '#tests/model/order/compare-allowed.ts';
import { SPOILT } from '#tests/model/order/spoilt-facts.ts';
import { figure } from './frame/figure.ts';
import { defineProof } from './frame/proof.ts';
import { COUNTS } from './structure/counts.ts';
import { fileCircles } from './structure/file-circles.ts';
import { productSources } from './structure/sources.ts';

/** Counts of the code's structure, and the API's `allowed` beside the workflow's answer at random moments. */
export const structure = defineProof({
  about: 'files and circles of the product, and that the API allows what the workflow takes',
  options: {
    moments: {
      kind: 'whole',
      help: 'random moments of an order',
      default: 10_000,
      full: 100_000,
      atLeast: 1,
    },
    seed: { kind: 'whole', help: 'the same seed draws the same moments', default: 1 },
  },
  run({ values, say, complain }) {
    const sources = productSources();
    say(`${Object.keys(sources).length} product files`);
    const counted = COUNTS.map((count) => ({ ...count, found: count.found(sources) }));
    for (const { most, found } of counted) if (found.length > most) for (const one of found) complain(one);
    const circles = fileCircles(project);
    for (const file of circles) complain(`in a circle: ${file}`);

    const { moments, seed } = values;
    const compared = compareAllowed({ moments, seed });
    for (const one of compared.first) complain(JSON.stringify(one));
    say(`${compared.answers} answers at ${moments} moments, of which ${compared.taken} were a yes`);
    return Promise.resolve({
      figures: [
        ...counted.map(({ name, most, found }) => figure(name, found.length, { atMost: most })),
        figure('files in circles', circles.length, { is: 0 }),
        figure('answers in which API and workflow differ', compared.differences, { is: 0 }),
        figure('moments compared', compared.moments, { is: moments }),
      ],
      controls: [
        ...COUNTS.map(({ name, found, planted }) => {
          const before = found(sources).length;
          const after = found({ ...sources, ...planted }).length;
          return { name: `${name}: a planted one`, failed: after > before, saw: `${before}, then ${after}` };
        }),
        circleControl(),
        ...Object.entries(SPOILT).map(([name, allowed]) => {
          const { differences } = compareAllowed({ moments, seed, allowed, untilSeen: true });
          return { name: `allowed over rows with ${name}`, failed: differences > 0, saw: `${differences}` };
        }),
      ],
      also: { seed, answers: compared.answers, stages: compared.stages, actions: compared.actions },
    });
  },
});

function circleControl() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-circle-'));
  try {
    writeFileSync(path.join(folder, 'a.ts'), "import type { B } from './b.ts';\nexport type A = B;\n");
    writeFileSync(path.join(folder, 'b.ts'), "import type { A } from './a.ts';\nexport type B = A;\n");
    const found = fileCircles(folder).length;
    return { name: 'files in circles: two planted ones', failed: found === 2, saw: `${found}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
