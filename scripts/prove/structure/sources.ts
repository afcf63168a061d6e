import { readdirSync, readFileSync } from 'node:fs';
import { inProject } from '#scripts/setup/places.mjs';

/** Code by its path from the project's folder. */
export type Sources = Record<string, string>;

/** The product is everything outside tests and scripts. */
const LAYERS = ['contracts', 'platform', 'workflows', 'activities', 'api', 'web', 'prisma', 'deploy'];
const NOT_OURS = /(^|\/)(dist|generated|node_modules)\//;

/** Every TypeScript file of the product. */
export function productSources(): Sources {
  const files = LAYERS.flatMap((layer) =>
    readdirSync(inProject(layer), { recursive: true, encoding: 'utf8' }).map(
      (name) => `${layer}/${name.replaceAll('\\', '/')}`,
    ),
  );
  const code = files.filter((file) => /\.tsx?$/.test(file) && !NOT_OURS.test(file));
  return Object.fromEntries(code.map((file) => [file, readFileSync(inProject(file), 'utf8')]));
}
