import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { AGE_BANDS, WISH_CODES, wishesFor } from '#contracts/matching/wishes.ts';
import { NewOrder } from '#contracts/orders/new-order.ts';
import { SERVICES } from '#prisma/seed/catalogue.ts';
import { DEMO_HELPERS } from '#prisma/seed/demo-helpers.ts';
import { demoPeople } from '#prisma/seed/people.ts';
import {
  countWishes,
  NO_WISHES,
  toWishDraft,
  toWishes,
} from '../../../web/features/matching/state-wishes/wish-draft.ts';

const FULL = {
  age: 'from36to50' as const,
  dialect: 'zibo',
  brandCodes: ['bluemoon'],
  careHabits: ['softFood', 'shoeCovers'],
  taboos: ['smoking'],
  illness: 'stroke',
};

test('toWishes: elder care → illness and care habits go along, cleaning products do not', () => {
  expect(toWishes(FULL, 'elderCare')).toEqual({
    ageFrom: 36,
    ageTo: 50,
    dialect: 'zibo',
    illness: 'stroke',
    careHabits: ['softFood', 'shoeCovers'],
    taboos: ['smoking'],
  });
  expect(countWishes(FULL, 'elderCare')).toBe(6);
});

test('toWishes: the service was changed to cleaning → the illness stays at home', () => {
  const wishes = toWishes(FULL, 'dailyCleaning');
  expect(wishes).not.toHaveProperty('illness');
  expect(wishes).toMatchObject({ brands: ['bluemoon'], careHabits: ['shoeCovers'] });
});

test('toWishes: nothing stated → nothing sent; what was sent can be stated again', () => {
  expect(toWishes(NO_WISHES, 'elderCare')).toEqual({});
  for (const { code } of AGE_BANDS) {
    const draft = { ...FULL, brandCodes: [], age: code };
    expect(toWishDraft(toWishes(draft, 'elderCare'))).toEqual(draft);
  }
});

const order = {
  serviceCode: 'elderCare',
  addressId: '5a4e1f0e-2f0b-4c53-9a3e-7a9f0f0a1e01',
  quantity: 4,
  windowStart: '2026-12-01T01:00:00Z',
  windowEnd: '2026-12-01T09:00:00Z',
};
test.each([
  [{ illness: 'stroke', careHabits: ['softFood'], ageFrom: 36, ageTo: 50 }, true],
  [{ illness: 'flu' }, false],
  [{ dialect: 'klingon' }, false],
  [{ taboos: ['softFood'] }, false],
  [{ ageFrom: 50, ageTo: 36 }, false],
  [{ brands: '格力空调' }, true],
])('NewOrder: wishes %j → %s', (wishes, fits) => {
  expect(NewOrder.safeParse({ ...order, wishes }).success).toBe(fits);
});

test('every wish has its words in both languages, in the skill list too', () => {
  for (const language of ['zh-CN', 'en']) {
    const wordsOf = (area: string) =>
      JSON.parse(
        readFileSync(
          path.resolve(import.meta.dirname, `../../../web/locales/${language}/${area}.json`),
          'utf8',
        ),
      );
    const { wish } = wordsOf('matching');
    const { skillName } = wordsOf('helpers');
    for (const [kind, codes] of Object.entries(WISH_CODES))
      expect(Object.keys(wish[kind])).toEqual(expect.arrayContaining([...codes]));
    expect(Object.keys(wish.band)).toEqual(AGE_BANDS.map(({ code }) => code));
    expect(Object.keys(skillName.illness)).toEqual(expect.arrayContaining([...WISH_CODES.illness]));
  }
});

test('the demo city can meet every single wish that a form offers', () => {
  const { helpers, skills } = demoPeople(new Date('2026-11-22T00:00:00Z'));
  const has = (helperId: string, skill: string) =>
    skills.some((s) => s.helperId === helperId && s.skill === skill);
  for (const service of SERVICES) {
    const skilled = helpers.filter((h) => (service.skills as string[]).every((s) => has(h.id, s)));
    const list = (value: unknown) => value as string[];
    const { dialect, brands, careHabits, taboos, illness } = wishesFor(service.code);
    const meets: Record<string, (h: (typeof helpers)[number]) => boolean> = Object.fromEntries([
      ...dialect.map((code) => [code, (h: (typeof helpers)[number]) => list(h.dialects).includes(code)]),
      ...brands.map((code) => [code, (h: (typeof helpers)[number]) => list(h.brands).includes(code)]),
      ...careHabits.map((code) => [code, (h: (typeof helpers)[number]) => list(h.habits).includes(code)]),
      ...taboos.map((code) => [code, (h: (typeof helpers)[number]) => !list(h.habits).includes(code)]),
      ...illness.map((code) => [code, (h: (typeof helpers)[number]) => has(h.id, `illness:${code}`)]),
    ]);
    const unmet = Object.keys(meets).filter((code) => !skilled.some(meets[code]!));
    expect({ service: service.code, unmet }).toEqual({ service: service.code, unmet: [] });
  }
  // Those who log in on the demo page keep no habit that a customer may rule out.
  expect(helpers.slice(0, DEMO_HELPERS).flatMap((h) => habitsOf(h.habits))).not.toContain('smoking');
});
const habitsOf = (value: unknown): string[] => value as string[];
