type Json = unknown;

/** The document with every `$ref` replaced by its target, so that moving a shape into a component is no change. */
export function resolveRefs<T extends object>(document: T): T {
  const at = (ref: string) =>
    ref
      .slice(2)
      .split('/')
      .reduce<Json>((node, key) => (node as Record<string, Json>)?.[unescaped(key)], document);
  const resolve = (node: Json, open: string[]): Json => {
    if (Array.isArray(node)) return node.map((one) => resolve(one, open));
    if (typeof node !== 'object' || node === null) return node;
    const { $ref } = node as { $ref?: unknown };
    if (typeof $ref === 'string' && $ref.startsWith('#/')) {
      // A recursive shape stays a reference at its second level.
      return open.includes($ref) ? node : resolve(at($ref), [...open, $ref]);
    }
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value, open)]));
  };
  return resolve(document, []) as T;
}

const unescaped = (key: string) => key.replaceAll('~1', '/').replaceAll('~0', '~');
