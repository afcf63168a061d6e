import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { CLAUSES } from '#contracts/agreements/agreement.ts';
import { CASE_DECISIONS, CASE_KINDS } from '#contracts/cases/kinds.ts';
import { ENDINGS, STATE_WORDS } from '#contracts/orders/stages.ts';
import { ROLES } from '#contracts/people/roles.ts';

type Tree = { [key: string]: string | Tree };
const web = path.resolve(import.meta.dirname, '../../web');
const surfaces = readdirSync(path.join(web, 'locales/zh-CN')).map((file) => path.basename(file, '.json'));
const read = (language: string, surface: string) =>
  JSON.parse(readFileSync(path.join(web, 'locales', language, `${surface}.json`), 'utf8')) as Tree;

/** Every leaf as a dotted key; English plurals count as the one key that the code asks for. */
function leaves(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key.replace(/_(one|other)$/, ''), value);
    else for (const [inner, text] of leaves(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}
const texts = Object.fromEntries(surfaces.map((surface) => [surface, leaves(read('zh-CN', surface))]));
const placeholders = (text: string) => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]));

test.each(surfaces)('texts of %s: both languages have the same keys', (surface) => {
  const zh = [...leaves(read('zh-CN', surface)).keys()].sort();
  const en = [...leaves(read('en', surface)).keys()].sort();
  expect(en).toEqual(zh);
  expect(zh.length).toBeGreaterThan(0);
});

test.each(surfaces)('texts of %s: English says nothing that Chinese does not', (surface) => {
  const en = leaves(read('en', surface));
  const strange = [...texts[surface]!].filter(([key, zh]) => {
    const known = placeholders(zh);
    return [...placeholders(en.get(key)!)].some((name) => !known.has(name));
  });
  expect(strange).toEqual([]);
});

test.each(surfaces)('texts of %s: none is empty, and Chinese is Chinese', (surface) => {
  const all = [...texts[surface]!];
  expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
  const foreign = all.filter(
    ([, text]) => /[a-z]{4,}/.test(text.replace(/\{\{.*?\}\}/g, '')) && !/[\u4e00-\u9fff]/.test(text),
  );
  expect(foreign).toEqual([]);
});

test('every key that a screen of customers and helpers asks for exists', () => {
  const missing: string[] = [];
  let asked = 0;
  for (const file of sources(web)) {
    const code = readFileSync(file, 'utf8');
    const own = /useTranslation\('(\w+)'\)/.exec(code)?.[1] ?? 'common';
    for (const [, key] of code.matchAll(/\bt\(\s*'([^']+)'/g)) {
      const [surface, name] = key!.includes(':') ? key!.split(':') : [own, key];
      asked++;
      if (!texts[surface!]?.has(name!)) missing.push(`${path.relative(web, file)}: ${key}`);
    }
  }
  expect(missing).toEqual([]);
  expect(asked).toBeGreaterThan(150);
});

test('every state, ending, role, event, decision and clause has its words', () => {
  const kinds = eventFiles().flatMap((file) => {
    const [, rows] = /interface \w+Events \{\n(.*?)\n\}/s.exec(readFileSync(file, 'utf8'))!;
    return [...rows!.matchAll(/^ {2}(\w+):/gm)].map((m) => m[1]!);
  });
  const decisions = Object.values(CASE_DECISIONS).flat();
  const common = [
    ...kinds.map((kind) => `event.${kind}`),
    ...ENDINGS.map((ending) => `ending.${ending}`),
    ...ROLES.map((role) => `role.${role}`),
    ...CASE_KINDS.map((kind) => `caseKind.${kind}`),
    ...decisions.map((decision) => `decision.${decision}`),
    ...CLAUSES.flatMap((clause) => [`clause.${clause}.title`, `clause.${clause}.text`]),
  ];
  const person = [
    ...STATE_WORDS.map((word) => `next.${word}`),
    ...ENDINGS.map((ending) => `ended.${ending}`),
  ];
  expect(kinds.length).toBeGreaterThan(40);
  expect(common.filter((key) => !texts.common!.has(key))).toEqual([]);
  expect(person.filter((key) => !texts.customer!.has(key) || !texts.helper!.has(key))).toEqual([]);
  expect(STATE_WORDS.filter((word) => !texts.customer!.has(`act.${word}`))).toEqual([]);
});

/** contracts/<area>/events.ts: one interface each, a row for every kind of event. */
function eventFiles(): string[] {
  const contracts = path.resolve(web, '../contracts');
  return readdirSync(contracts, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'events.ts' && file !== 'events.ts')
    .map((file) => path.join(contracts, file));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}dist${path.sep}`) && !/[\\/]ops|[\\/]outbox/.test(file));
}
