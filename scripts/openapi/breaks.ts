import { apiCompare } from 'api-smart-diff';
import { resolveRefs } from './resolve-refs.ts';

export interface Break {
  /** The operation's id, e.g. `placeOrder` */
  operation: string;
  /** What a line of CHANGELOG.md has to name besides the operation: a field, a parameter or a status */
  field?: string;
  /** One sentence for the developer */
  what: string;
}

interface Diff {
  action: string;
  type: string;
  path: (string | number)[];
  before?: unknown;
  after?: unknown;
  description?: string;
}

type Operations = Record<string, Record<string, { operationId?: string }>>;
interface Document {
  paths?: object;
}

/** Changes after which a client written against `before` can fail; api-smart-diff finds them, `breaksClients` corrects it. */
export function breaks(before: Document, after: Document): Break[] {
  const [old, now] = [pathsOf(before), pathsOf(after)];
  const found = new Map<string, Break>();
  // The library writes defaults into what it compares.
  for (const diff of apiCompare(structuredClone(old), now).diffs as Diff[]) {
    if (diff.path[0] !== 'paths' || diff.path.length < 3 || !breaksClients(diff, old)) continue;
    const [, path, method] = diff.path.map(String) as [string, string, string];
    const operation = (old.paths as Operations)[path]?.[method]?.operationId ?? `${method} ${path}`;
    const field = fieldOf(diff, old);
    const key = `${operation} ${field ?? ''}`;
    if (found.has(key)) continue;
    found.set(key, { operation, ...(field ? { field } : {}), what: `${operation}: ${sentence(diff)}` });
  }
  return [...found.values()];
}

function pathsOf(document: Document) {
  return { openapi: '3.1.0', info: { title: '', version: '' }, paths: resolveRefs(document).paths ?? {} };
}

/** Where our rules differ from the library's, which does not distinguish requests from answers. */
function breaksClients({ type, action, path, before, after }: Diff, old: object): boolean {
  const inAnswer = path[3] === 'responses';
  // A field may have the name of a keyword.
  const keyword =
    path.at(-2) === 'properties' ? undefined : path.findLast((key) => !/^\d+$/.test(String(key)));
  // A client must accept any refusal, and unknown values of a list.
  if (inAnswer && path.length === 5) return action === 'remove' && Number(path[4]) < 400;
  if (keyword === 'enum' && inAnswer) return false;
  // A list of values where there was none before
  if (
    keyword === 'enum' &&
    action === 'add' &&
    at(old, path.slice(0, path.lastIndexOf('enum') + 1)) === undefined
  )
    return true;
  if (keyword === 'type') return inAnswer ? !covers(before, after) : !covers(after, before);
  if (keyword === 'additionalProperties' && !inAnswer) return after === false;
  if (keyword === 'requestBody' && action === 'add')
    return (after as { required?: boolean }).required === true;
  if (!inAnswer && action === 'remove' && path.at(-2) === 'properties')
    return (at(old, path.slice(0, -2)) as { additionalProperties?: unknown }).additionalProperties === false;
  // The properties themselves show which requests are still accepted.
  if (keyword === 'required' && !inAnswer && action === 'remove') return false;
  return type === 'breaking';
}

/** True if the one `type` allows everything that the other does. */
function covers(wide: unknown, narrow: unknown): boolean {
  const allowed = [wide].flat();
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  return [narrow].flat().every((t) => allowed.includes(t) || (t === 'integer' && allowed.includes('number')));
}

function at(document: object, path: (string | number)[]): unknown {
  return path.reduce<unknown>((node, key) => (node as Record<string, unknown>)?.[key], document);
}

function fieldOf({ path, before, after }: Diff, old: object): string | undefined {
  if (path.at(-2) === 'required') return String(before ?? after);
  if (path[3] === 'parameters') {
    const parameter = at(old, path.slice(0, 5)) ?? after;
    return (parameter as { name?: string } | undefined)?.name;
  }
  const place = path.lastIndexOf('properties');
  if (place > 0) return String(path[place + 1]);
  if (path[3] === 'responses' && path.length === 5) return String(path[4]);
  return undefined;
}

function sentence({ description, action, path }: Diff): string {
  return description ?? `${action} ${path.slice(3).join('/')}`;
}
