import { parseSync } from '@swc/core';

interface Node {
  type: string;
  [field: string]: unknown;
}
const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

/** What a wait is called here, besides `setTimeout` of node:timers/promises under any name. */
const PAUSES = new Set(['sleep', 'pause', 'delay', 'pass', 'wait', 'waitForTimeout']);
const IN_TEXT = /pg_sleep\((\d+(?:\.\d+)?)\)|\bsleep (\d+(?:\.\d+)?)\b/g;

/** Every wait for a constant time of a second or more, as `name(milliseconds)`. A deadline in `Promise.race` is none. */
export function fixedWaits(code: string, { tsx = false } = {}): string[] {
  const module = parseSync(code, { syntax: 'typescript', tsx }) as unknown as Node;
  const constants = constantsOf(module);
  const found: string[] = [];
  const note = (name: string, ms: number | undefined) =>
    ms !== undefined && ms >= 1_000 && found.push(`${name}(${ms})`);

  /** `resolves`: names that let the promise go whose executor we are in. */
  function walk(node: Node, resolves: string[]): void {
    if (node.type === 'CallExpression') {
      const name = nameOf(node.callee as Node);
      if (name === 'Promise.race') return;
      const [first, second] = (node.arguments as { expression: Node }[]).map(({ expression }) => expression);
      const last = name.split('.').at(-1)!;
      if (PAUSES.has(last) && first) note(last, constantIn(first, constants));
      if (last === 'setTimeout' && second && letsGo(first!, resolves))
        note('setTimeout', constantIn(second, constants));
      if (name === 'setTimeout' && first && !second) note('setTimeout', constantIn(first, constants));
    }
    if (node.type === 'StringLiteral' || node.type === 'TemplateElement') {
      const text = String(node.value ?? node.raw);
      for (const [, sql, shell] of text.matchAll(IN_TEXT)) note('sleep', Number(sql ?? shell) * 1_000);
    }
    const inside = node.type === 'NewExpression' ? [...resolves, ...resolveOf(node)] : resolves;
    for (const child of childrenOf(node)) walk(child, inside);
  }
  walk(module, []);
  return found.sort();
}

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value]) {
      const inner = isNode(one) ? one : (one as { expression?: unknown } | null)?.expression;
      if (isNode(inner)) yield inner;
    }
}

/** Numbers that a name stands for in this file. */
function constantsOf(module: Node): Map<string, number> {
  const constants = new Map<string, number>();
  const walk = (node: Node): void => {
    if (node.type === 'VariableDeclarator' && isNode(node.init)) {
      const value = constantIn(node.init, constants);
      if (value !== undefined) constants.set(nameOf(node.id as Node), value);
    }
    for (const child of childrenOf(node)) walk(child);
  };
  walk(module);
  return constants;
}

function constantIn(node: Node, constants: Map<string, number>): number | undefined {
  if (node.type === 'NumericLiteral') return node.value as number;
  if (node.type === 'Identifier') return constants.get(nameOf(node));
  if (node.type !== 'BinaryExpression') return;
  const [left, right] = [constantIn(node.left as Node, constants), constantIn(node.right as Node, constants)];
  if (left === undefined || right === undefined) return;
  return node.operator === '*' ? left * right : node.operator === '+' ? left + right : undefined;
}

function nameOf(node: Node): string {
  if (node.type === 'Identifier') return String(node.value);
  if (node.type !== 'MemberExpression') return '';
  return `${nameOf(node.object as Node)}.${nameOf(node.property as Node)}`;
}

/** The first parameter of `new Promise((done) => …)`. */
function resolveOf(node: Node): string[] {
  if (nameOf(node.callee as Node) !== 'Promise') return [];
  const executor = (node.arguments as { expression: Node }[])[0]?.expression;
  const [first] = (executor?.params ?? []) as Node[];
  if (!first) return [];
  return [nameOf(first.type === 'Parameter' ? (first.pat as Node) : first)];
}

/** The callback of a timer is the promise's own end, or calls it. */
function letsGo(callback: Node, resolves: string[]): boolean {
  if (callback.type === 'Identifier') return resolves.includes(nameOf(callback));
  const calls = (node: Node): boolean =>
    (node.type === 'CallExpression' && resolves.includes(nameOf(node.callee as Node))) ||
    [...childrenOf(node)].some(calls);
  return calls(callback);
}
