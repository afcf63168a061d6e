/** The committed text of a document: it does not change when shapes or tables are only declared in another order. */
export function canonical(document: object): string {
  return JSON.stringify(sorted(document), null, 1) + '\n';
}

function sorted(node: unknown, key = ''): unknown {
  // The order of these lists has no meaning.
  if (Array.isArray(node) && (key === 'required' || key === 'enum')) return [...node].sort();
  if (Array.isArray(node)) return node.map((one) => sorted(one));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, value]) => [name, sorted(value, name)]));
}
