import { describe, expect, test } from '@jest/globals';
import { COUNTS } from '#scripts/prove/structure/counts.ts';
import {
  EXCEPTIONS,
  filesOfWorstMessage,
  filesThatName,
  MESSAGE_NAMES,
  MOST_FILES,
} from '#scripts/prove/structure/message-names.ts';
import { productSources } from '#scripts/prove/structure/sources.ts';

const sources = productSources();

test('productSources: the product without tests, scripts and what is made', () => {
  const files = Object.keys(sources);
  expect(files).toEqual(expect.arrayContaining(['contracts/access.ts', 'web/ops/shell.tsx', 'api/main.ts']));
  expect(files.filter((file) => /^(tests|scripts)\/|\/(generated|dist|node_modules)\//.test(file))).toEqual(
    [],
  );
});

describe('COUNTS: a planted violation is found', () => {
  test.each(COUNTS)('$name', ({ found, planted }) => {
    const before = found(sources);
    const added = found({ ...sources, ...planted }).filter((one) => !before.includes(one));
    expect(added.length).toBeGreaterThan(0);
  });
});

test('COUNTS: what looks alike is none', () => {
  const alike = {
    'api/planted/short.ts': `${'\n'.repeat(150)}`,
    'api/planted/fine.ts': 'const policy: Policy = parsePolicy(row.policy);\nconst x = y as Policy2;\n',
    'api/planted/one-way.ts': "import type { Fine } from './fine.ts';\n",
  };
  for (const { found, name } of COUNTS.slice(4)) expect([name, found(alike)]).toEqual([name, []]);
});

test('filesOfWorstMessage: a plain word counts only in quotes', () => {
  const text = "z.object({ sign: 1 }); if (typeof x === 'object') tell('sign');";
  expect(filesOfWorstMessage({ 'api/a.ts': text })).toEqual(['sign: api/a.ts']);
});

describe('a message is named in at most six files of the product', () => {
  const most = (name: string) => EXCEPTIONS[name]?.files ?? MOST_FILES;

  test.each(MESSAGE_NAMES)('%s', (name) => {
    const files = filesThatName(name, sources);
    expect(files.length).toBeGreaterThan(0);
    expect(files.slice(most(name))).toEqual([]);
  });

  test.each(MESSAGE_NAMES)('%s: one file more than that is found', (name) => {
    const more = Array.from({ length: most(name) + 1 }, (_, n) => [`api/p${n}.ts`, `tell('${name}')`]);
    expect(filesOfWorstMessage(Object.fromEntries(more))).toHaveLength(most(name) + 1);
    expect(filesOfWorstMessage(Object.fromEntries(more.slice(1))).length).toBeLessThanOrEqual(MOST_FILES);
  });

  test('an exception has a reason, and goes when it is no longer needed', () => {
    for (const [name, { files, why }] of Object.entries(EXCEPTIONS)) {
      expect(why).toMatch(/\w{4,}.* .*\w{4,}/);
      expect([name, filesThatName(name, sources).length]).toEqual([name, files]);
    }
  });
});
