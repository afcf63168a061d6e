import { AREA_LAYERS, circleIn, importsBetweenAreas } from './area-circles.ts';
import { filesOfWorstMessage, MESSAGE_NAMES, MOST_FILES } from './message-names.ts';
import type { Sources } from './sources.ts';

/** What is counted in the product's code. Each names what it found, so that a number above its bound can be followed. */
export interface Count {
  name: string;
  most: number;
  found: (sources: Sources) => string[];
  /** A violation: it must be found. */
  planted: Sources;
}

const LONGEST = 150;
const linesOf = (text: string): number => text.split('\n').length - 1;
const matching =
  (pattern: RegExp) =>
  (sources: Sources): string[] =>
    Object.entries(sources).flatMap(([file, text]) =>
      text.split('\n').flatMap((line, n) => (pattern.test(line) ? [`${file}:${n + 1}`] : [])),
    );
const directly =
  (layer: string) =>
  (sources: Sources): string[] =>
    Object.keys(sources).filter((file) => file.startsWith(`${layer}/`) && file.split('/').length === 2);

const folder = (layer: string, most: number): Count => ({
  name: `code files directly in ${layer}`,
  most,
  found: directly(layer),
  planted: { [`${layer}/planted.ts`]: '' },
});

export const COUNTS: Count[] = [
  folder('activities', 10),
  folder('api', 10),
  folder('contracts', 16),
  folder('workflows', 6),
  {
    name: `product files of more than ${LONGEST} lines`,
    most: 5,
    found: (sources) =>
      Object.entries(sources).flatMap(([file, text]) =>
        linesOf(text) > LONGEST ? [`${file}: ${linesOf(text)}`] : [],
      ),
    planted: { 'api/planted/long.ts': '\n'.repeat(LONGEST + 1) },
  },
  {
    name: 'circles of areas',
    most: 0,
    found: (sources) => AREA_LAYERS.flatMap((layer) => circleIn(importsBetweenAreas(sources, layer))),
    planted: {
      'api/planted/one.ts': "import type { Two } from '#api/planted-too/two.ts';\n",
      'api/planted-too/two.ts': "import type { One } from '../planted/one.ts';\n",
    },
  },
  {
    name: 'product files that name one and the same message',
    most: MOST_FILES,
    found: filesOfWorstMessage,
    planted: { 'api/planted/names.ts': MESSAGE_NAMES.map((name) => `tell('${name}');\n`).join('') },
  },
  {
    name: 'casts to Policy',
    most: 0,
    found: matching(/\bas (unknown as )?(Partial<)?Policy\b/),
    planted: { 'api/planted/cast.ts': 'const policy = row.policy as unknown as Policy;\n' },
  },
  {
    name: 'casts by way of unknown',
    most: 12,
    found: matching(/\bas unknown as\b/),
    planted: { 'web/planted/cast.tsx': 'const card = row as unknown as Card;\n' },
  },
];
