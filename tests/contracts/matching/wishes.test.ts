import { describe, expect, test } from '@jest/globals';
import { BRANDS, DIALECTS, ILLNESSES, StatedWishes, TABOOS, wishesFor } from '#contracts/matching/wishes.ts';

const ANY = { dialect: DIALECTS, taboos: TABOOS };

describe('the wishes that a service asks for', () => {
  test.each(['dailyCleaning', 'deepCleaning', 'newHomeCleaning', 'hourlyHelp'])(
    '%s: brands and cloths',
    (code) => {
      const careHabits = ['separateCloths', 'shoeCovers', 'unscented'];
      expect(wishesFor(code)).toEqual({ ...ANY, brands: BRANDS, careHabits, illness: [] });
    },
  );

  test.each(['elderCare', 'motherBabyCare', 'nanny', 'maternityNanny'])(
    '%s: food, nights and company',
    (code) => {
      const careHabits = ['softFood', 'lowSalt', 'nightWatch', 'company', 'shoeCovers'];
      const illness = code === 'elderCare' ? ILLNESSES : [];
      expect(wishesFor(code)).toEqual({ ...ANY, brands: [], careHabits, illness });
    },
  );

  test('any other service: what both have in common', () => {
    expect(wishesFor('applianceCleaning')).toEqual({
      ...ANY,
      ...{ brands: [], careHabits: ['shoeCovers'], illness: [] },
    });
  });
});

test('stated wishes: codes that helpers can have, and ages in their order', () => {
  const isFine = (wishes: object): boolean => StatedWishes.safeParse(wishes).success;
  expect([{}, { ageFrom: 40, ageTo: 40 }, { ageFrom: 50 }, { ageTo: 20 }].map(isFine)).toEqual(
    Array.from({ length: 4 }, () => true),
  );
  const wrong = [
    { ageFrom: 41, ageTo: 40 },
    { dialect: 'klingon' },
    { brands: ['none'] },
    { illness: 'none' },
  ];
  expect(wrong.map(isFine)).toEqual(wrong.map(() => false));
  expect(StatedWishes.safeParse({ ageFrom: 41, ageTo: 40 }).error?.issues[0]?.message).toBe(
    'ageFrom is after ageTo',
  );
});
