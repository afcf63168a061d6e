import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from '@jest/globals';
import i18next from 'i18next';
import { lasting } from '../../../web/lib/lasting.ts';

const words = (lang: string) =>
  JSON.parse(readFileSync(new URL(`../../../web/locales/${lang}/catalogue.json`, import.meta.url), 'utf8'));
beforeAll(() =>
  i18next.init({
    resources: { 'zh-CN': { catalogue: words('zh-CN') }, en: { catalogue: words('en') } },
    ns: ['catalogue'],
    interpolation: { escapeValue: false },
  }),
);
const said = (lang: string, minutes: number) => lasting(minutes, i18next.getFixedT(lang));

test.each([
  [7414, '5 天 3 小时 34 分钟', '5 days 3 hours 34 minutes'],
  [1440, '1 天', '1 day'],
  [61, '1 小时 1 分钟', '1 hour 1 minute'],
  [30, '30 分钟', '30 minutes'],
  [0, '0 分钟', '0 minutes'],
])('lasting: %d minutes in words', (minutes, zh, en) => {
  expect([said('zh-CN', minutes), said('en', minutes)]).toEqual([zh, en]);
});
