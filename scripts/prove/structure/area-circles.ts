import path from 'node:path';
import type { Sources } from './sources.ts';

/** The folders in each of these are the areas of that layer (and its kinds of work, as `http` or `transition`). */
export const AREA_LAYERS = ['contracts', 'workflows', 'activities', 'api', 'web/features'];

/** By folder: the folders it imports from, each with the first file that does. */
type Imports = Map<string, Map<string, string>>;

/** How the areas of a layer import each other; files directly in the layer's folder assemble the areas and are none. */
export function importsBetweenAreas(sources: Sources, layer: string): Imports {
  const areaOf = (file: string): string | null =>
    file.startsWith(`${layer}/`) && file.slice(layer.length + 1).includes('/')
      ? file.slice(layer.length + 1).split('/')[0]!
      : null;
  const imports: Imports = new Map();
  for (const [file, text] of Object.entries(sources)) {
    const area = areaOf(file);
    if (!area) continue;
    const of = imports.get(area) ?? new Map<string, string>();
    imports.set(area, of);
    for (const other of targetsOf(file, text).map(areaOf))
      if (other && other !== area && !of.has(other)) of.set(other, file);
  }
  return imports;
}

function targetsOf(file: string, text: string): string[] {
  const named = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([#.][^']+)'/g)].map(([, at]) => at!);
  return named.map((at) =>
    at.startsWith('#') ? at.slice(1) : path.posix.join(path.posix.dirname(file), at),
  );
}

/** One circle, a line for each of its steps; empty when there is none. */
export function circleIn(imports: Imports): string[] {
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
