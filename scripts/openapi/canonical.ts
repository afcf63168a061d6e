/** The text in which a document is committed: it stays the same when shapes or tables are only declared in another order. */
export function canonical(document: object): string {
  return JSON.stringify(sorted(document), null, 1) + '\n';
}

function sorted(node: unknown, key = ''): unknown {
  // The order says nothing in these lists.
  if (Array.isArray(node) && (key === 'required' || key === 'enum')) return [...node].sort();
  if (Array.isArray(node)) return node.map((one) => sorted(one));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, value]) => [name, sorted(value, name)]));
}
