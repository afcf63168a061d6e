import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = path.resolve(import.meta.dirname, '../..');
/** The folders in each of these are the areas of that layer (and its kinds of work, as `http` or `transition`). */
const LAYERS = ['contracts', 'workflows', 'activities', 'api', 'web/features'];

/** By folder: the folders it imports from, each with the first file that does. */
type Imports = Map<string, Map<string, string>>;

describe('areas of a layer import each other in no circle', () => {
  test.each(LAYERS)('%s', (layer) => {
    const imports = importsBetweenAreas(sourcesOf(layer));
    expect(imports.size).toBeGreaterThan(0);
    expect(circleIn(imports)).toEqual([]);
  });

  test('a circle of three areas is found, with the files that close it', () => {
    const imports = importsBetweenAreas({
      'money/effects.ts': ['visits/moved.ts'],
      'visits/moved.ts': ['orders/row.ts', 'people/person.ts'],
      'orders/row.ts': ['money/ledger.ts', 'orders/columns.ts'],
      'people/person.ts': [],
    });
    expect(circleIn(imports)).toEqual([
      'money → visits: money/effects.ts',
      'visits → orders: visits/moved.ts',
      'orders → money: orders/row.ts',
    ]);
  });
});

/** Each file of a layer with what it imports of the same layer; paths from the layer's folder. */
function sourcesOf(layer: string): Record<string, string[]> {
  const folder = path.join(root, layer);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => /\.tsx?$/.test(f));
  return Object.fromEntries(
    files.map((name) => {
      const file = name.replaceAll(path.sep, '/');
      const text = readFileSync(path.join(folder, name), 'utf8');
      const named = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([#.][^']+)'/g)].map(([, at]) => at!);
      const targets = named.map((at) =>
        at.startsWith('#') ? at.slice(1) : path.posix.join(layer, path.posix.dirname(file), at),
      );
      const inside = targets.filter((at) => at.startsWith(`${layer}/`));
      return [file, inside.map((at) => at.slice(layer.length + 1))];
    }),
  );
}

/** Files directly in the layer's folder assemble the areas and belong to none. */
function importsBetweenAreas(sources: Record<string, string[]>): Imports {
  const areaOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : null);
  const imports: Imports = new Map();
  for (const [file, targets] of Object.entries(sources)) {
    const area = areaOf(file);
    if (!area) continue;
    const of = imports.get(area) ?? new Map<string, string>();
    imports.set(area, of);
    for (const other of targets.map(areaOf))
      if (other && other !== area && !of.has(other)) of.set(other, file);
  }
  return imports;
}

/** One circle, a line for each of its steps; empty when there is none. */
function circleIn(imports: Imports): string[] {
  const done = new Set<string>();
  const walk = (area: string, trail: string[]): string[] => {
    if (trail.includes(area)) return [...trail.slice(trail.indexOf(area)), area];
    if (done.has(area)) return [];
    for (const other of imports.get(area)?.keys() ?? []) {
      const circle = walk(other, [...trail, area]);
      if (circle.length > 0) return circle;
    }
    done.add(area);
    return [];
  };
  for (const area of imports.keys()) {
    const circle = walk(area, []);
    if (circle.length > 0)
      return circle.slice(1).map((to, n) => `${circle[n]} → ${to}: ${imports.get(circle[n]!)!.get(to)}`);
  }
  return [];
}
