import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A key that a file may ask for: `area:path`, of the file's own area unless it names one; `*` is put in when it runs. */
export interface Asked {
  key: string;
  /** It stands in a call of `t`, so that it is a key for certain. */
  inCall: boolean;
  fits: RegExp;
}

type Node = { type?: string; [field: string]: unknown };
type Found = (parts: string[], inCall: boolean) => void;

/** Every string of a source file of web/ that is, or may be, the key of a text. */
export function askedTexts(file: string): Asked[] {
  const code = readFileSync(file, 'utf8');
  const own = /useTranslation\('(\w+)'\)/.exec(code)?.[1] ?? 'common';
  const asked: Asked[] = [];
  const module = parseSync(code, { syntax: 'typescript', tsx: file.endsWith('x'), target: 'es2022' });
  visit(module.body, false, (parts, inCall) => {
    const [first = '', ...rest] = parts;
    const all = /^\w+:/.test(first) ? parts : [`${own}:${first}`, ...rest];
    const fits = new RegExp(`^${all.map((part) => part.replace(/[^\w: ]/g, '\\$&')).join('.+')}$`);
    asked.push({ key: all.join('*'), inCall, fits });
  });
  return asked;
}

function visit(node: unknown, inCall: boolean, found: Found): void {
  if (Array.isArray(node)) for (const one of node) visit(one, inCall, found);
  else if (typeof node === 'object' && node !== null) visitNode(node as Node, inCall, found);
}

function visitNode(node: Node, inCall: boolean, found: Found): void {
  switch (node.type) {
    case 'ImportDeclaration':
      break;
    case 'StringLiteral':
      found([node.value as string], inCall);
      break;
    case 'TemplateLiteral': {
      const parts = (node.quasis as { raw: string }[]).map(({ raw }) => raw);
      // One that begins with a variable would fit everything.
      if (parts[0] !== '') found(parts, inCall);
      visit(node.expressions, false, found);
      break;
    }
    case 'CallExpression': {
      const callee = node.callee as Node;
      const isT = callee.type === 'Identifier' && callee.value === 't';
      visit(callee, false, found);
      for (const [n, argument] of (node.arguments as Node[]).entries())
        visit(argument.expression, isT && n === 0, found);
      break;
    }
    default: {
      // What is compared, and what is put into a text, is no key.
      const inside = inCall && node.type !== 'BinaryExpression' && node.type !== 'ObjectExpression';
      for (const [field, part] of Object.entries(node)) if (field !== 'span') visit(part, inside, found);
    }
  }
}
