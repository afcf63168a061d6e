import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { WHY_NOT } from '#contracts/matching/why-not.ts';

test.each(['zh-CN', 'en'])('%s: everything that can keep a helper out has its words', (lang) => {
  const file = new URL(`../../../web/locales/${lang}/matching.json`, import.meta.url);
  const { ops } = JSON.parse(readFileSync(file, 'utf8')) as { ops: { whyNot: Record<string, string> } };
  expect(WHY_NOT.length).toBeGreaterThan(25);
  expect(WHY_NOT.filter((code) => !ops.whyNot[code])).toEqual([]);
});
