import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { CLAUSES } from '#contracts/agreements/agreement.ts';
import { CASE_DECISIONS, CASE_KINDS } from '#contracts/cases/kinds.ts';
import { ENDINGS, STATE_WORDS } from '#contracts/orders/stages.ts';
import { ROLES } from '#contracts/people/roles.ts';
import { askedTexts } from './asked-texts.ts';

type Tree = { [key: string]: string | Tree };
const web = path.resolve(import.meta.dirname, '../../web');
const areas = readdirSync(path.join(web, 'locales/zh-CN')).map((file) => path.basename(file, '.json'));
const read = (language: string, area: string) =>
  JSON.parse(readFileSync(path.join(web, 'locales', language, `${area}.json`), 'utf8')) as Tree;

/** Every leaf as a dotted key; English plurals count as the one key that the code asks for. */
function leaves(tree: Tree, prefix = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') found.set(prefix + key.replace(/_(one|other)$/, ''), value);
    else for (const [inner, text] of leaves(value, `${prefix}${key}.`)) found.set(inner, text);
  }
  return found;
}
const texts = Object.fromEntries(areas.map((area) => [area, leaves(read('zh-CN', area))]));
const placeholders = (text: string) => new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]));

test.each(areas)('texts of %s: both languages have the same keys', (area) => {
  const zh = [...leaves(read('zh-CN', area)).keys()].sort();
  const en = [...leaves(read('en', area)).keys()].sort();
  expect(en).toEqual(zh);
  expect(zh.length).toBeGreaterThan(0);
});

test.each(areas)('texts of %s: English says nothing that Chinese does not', (area) => {
  const en = leaves(read('en', area));
  const strange = [...texts[area]!].filter(([key, zh]) => {
    const known = placeholders(zh);
    return [...placeholders(en.get(key)!)].some((name) => !known.has(name));
  });
  expect(strange).toEqual([]);
});

test.each(areas)('texts of %s: none is empty, and Chinese is Chinese', (area) => {
  const all = [...texts[area]!];
  expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
  const foreign = all.filter(
    ([, text]) => /[a-z]{4,}/.test(text.replace(/\{\{.*?\}\}/g, '')) && !/[\u4e00-\u9fff]/.test(text),
  );
  expect(foreign).toEqual([]);
});

const everyKey = areas.flatMap((area) => [...texts[area]!.keys()].map((key) => `${area}:${key}`));

test('every key that a screen asks for exists', () => {
  const missing: string[] = [];
  let calls = 0;
  for (const file of sources(web))
    for (const { key, fits } of askedTexts(file).filter(({ inCall }) => inCall)) {
      calls++;
      if (!everyKey.some((one) => fits.test(one))) missing.push(`${path.relative(web, file)}: ${key}`);
    }
  expect(missing).toEqual([]);
  expect(calls).toBeGreaterThan(600);
});

test('every text is asked for by a screen', () => {
  // Groups whose name is put together from two variables.
  const indirect = GROUPS_IN_VARIABLES.map((group) => new RegExp(`^${group}\\.`));
  const fits = sources(web).flatMap((file) => askedTexts(file).map((one) => one.fits));
  expect(everyKey.filter((key) => ![...fits, ...indirect].some((one) => one.test(key)))).toEqual([]);
});
/** web/components/timeline.tsx and web/features/orders/ops-order/event-details.ts word codes by these. */
const GROUPS_IN_VARIABLES = [
  ...['orders:by', 'orders:proof', 'orders:ending', 'orders:ops\\.eventProof', 'orders:ops\\.eventConsent'],
  ...['cases:caseKind', 'money:ops\\.eventSource'],
];

test('every state, ending, role, event, decision and clause has its words', () => {
  const kinds = eventFiles().flatMap((file) => {
    const [, rows] = /interface \w+Events \{\n(.*?)\n\}/s.exec(readFileSync(file, 'utf8'))!;
    return [...rows!.matchAll(/^ {2}(\w+):/gm)].map((m) => m[1]!);
  });
  const decisions = Object.values(CASE_DECISIONS).flat();
  const needed = [
    ...kinds.map((kind) => `orders:event.${kind}`),
    ...ENDINGS.map((ending) => `orders:ending.${ending}`),
    ...ROLES.map((role) => `common:role.${role}`),
    ...CASE_KINDS.map((kind) => `cases:caseKind.${kind}`),
    ...decisions.map((decision) => `cases:decision.${decision}`),
    ...CLAUSES.flatMap((clause) => [`agreements:clause.${clause}.title`, `agreements:clause.${clause}.text`]),
    // What a customer reads of an order, and what a helper reads of a visit.
    ...['orders', 'visits'].flatMap((area) => [
      ...STATE_WORDS.map((word) => `${area}:next.${word}`),
      ...ENDINGS.map((ending) => `${area}:ended.${ending}`),
    ]),
    ...STATE_WORDS.map((word) => `orders:act.${word}`),
  ];
  expect(kinds.length).toBeGreaterThan(40);
  expect(needed.filter((key) => !everyKey.includes(key))).toEqual([]);
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
    .filter((file) => !file.includes(`${path.sep}dist${path.sep}`));
}
