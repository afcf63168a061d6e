import { describe, expect, test } from '@jest/globals';
import {
  type HelperFacts,
  type OrderNeed,
  whyNotBooked,
  whyNotOffered,
} from '#contracts/matching/who-is-fit.ts';
import { FILTERS, type Filter } from '#contracts/matching/why-not.ts';

const END = Date.UTC(2026, 5, 10, 6);
const ORDER: OrderNeed = {
  city: 'zibo',
  skills: ['elderCare', 'cooking'],
  illnessSkills: ['illness:stroke'],
  endsAt: END,
  district: '370303',
  year: 2026,
  wishes: {
    sex: 'female',
    level: 'senior',
    dialect: 'zibo',
    ageFrom: 40,
    ageTo: 50,
    brands: ['ecoline', 'liby'],
    careHabits: ['softFood', 'lowSalt'],
    taboos: ['smoking', 'perfume'],
  },
};
/** Fit, and at the edge of every limit. */
const HELPER: HelperFacts = {
  active: true,
  city: 'zibo',
  recommended: true,
  blocked: false,
  skills: [
    { skill: 'elderCare', until: END },
    { skill: 'cooking', until: null },
    { skill: 'illness:stroke', until: END },
    { skill: 'cleaning', until: END - 1 },
  ],
  refused: false,
  metres: 5000,
  reachMetres: 5000,
  districts: ['370302', '370303'],
  sex: 'female',
  birthYear: 1986,
  level: 'senior',
  dialects: ['jinan', 'zibo'],
  brands: ['liby', 'walch', 'ecoline'],
  habits: ['company', 'lowSalt', 'softFood'],
};
const without = (skill: string) => HELPER.skills.filter((one) => one.skill !== skill);
const ending = (skill: string, until: number) => [...without(skill), { skill, until }];

/** Changes of the fit helper, each of which fails one condition. */
const UNFIT: Record<Filter, Partial<HelperFacts>[]> = {
  inactive: [{ active: false }],
  otherCity: [{ city: 'jinan' }],
  removed: [{ recommended: false }],
  refused: [{ refused: true }],
  blocked: [{ blocked: true }],
  skill: [{ skills: without('cooking') }, { skills: without('elderCare') }],
  illness: [{ skills: without('illness:stroke') }],
  certificate: [{ skills: ending('elderCare', END - 1) }, { skills: ending('illness:stroke', END - 1) }],
  reach: [{ metres: 5001 }],
  district: [{ districts: ['370302'] }],
  sex: [{ sex: 'male' }],
  age: [{ birthYear: 1987 }, { birthYear: 1975 }],
  level: [{ level: 'junior' }],
  dialect: [{ dialects: ['jinan'] }, { dialects: [] }],
  brands: [{ brands: ['liby'] }, { brands: [] }],
  careHabits: [{ habits: ['softFood'] }],
  taboos: [{ habits: [...HELPER.habits, 'perfume'] }],
};
const BINDING: Filter[] = ['inactive', 'otherCity', 'removed', 'blocked', 'skill', 'illness', 'certificate'];

describe('who is fit for an order', () => {
  test('whoever meets every condition, at the edge of each limit too', () => {
    expect(whyNotOffered(HELPER, ORDER)).toBeNull();
    expect(whyNotOffered({ ...HELPER, birthYear: 1976 }, ORDER)).toBeNull();
    expect(whyNotOffered({ ...HELPER, districts: [] }, ORDER)).toBeNull();
    expect(whyNotBooked(HELPER, ORDER, { evenRemoved: false })).toBeNull();
  });

  test.each(FILTERS)('%s: is the reason when it alone fails', (filter) => {
    for (const change of UNFIT[filter]) {
      const helper = { ...HELPER, ...change };
      expect(whyNotOffered(helper, ORDER)).toBe(filter);
      const binds = BINDING.includes(filter);
      expect(whyNotBooked(helper, ORDER, { evenRemoved: false })).toBe(binds ? filter : null);
      expect(whyNotBooked(helper, ORDER, { evenRemoved: true })).toBe(
        binds && filter !== 'removed' ? filter : null,
      );
      const setAside = filter === 'refused' || filter === 'reach';
      expect(whyNotOffered(helper, ORDER, { named: true })).toBe(setAside ? null : filter);
    }
  });

  test('of several reasons the first in the order of FILTERS is given', () => {
    FILTERS.forEach((filter, n) => {
      const later = FILTERS.slice(n + 1).filter((other) => !['illness', 'certificate'].includes(other));
      // One change for each; those of the same field would undo each other.
      const changes = later.map((other) => UNFIT[other].at(-1)!);
      const helper = { ...HELPER, ...Object.assign({}, ...changes), ...UNFIT[filter][0] };
      expect(whyNotOffered(helper, ORDER)).toBe(filter);
    });
  });

  test('a customer without wishes takes anybody with the skills', () => {
    const plain: HelperFacts = {
      ...HELPER,
      ...{ sex: 'male', level: 'junior', birthYear: 1950, dialects: [], brands: [], habits: ['smoking'] },
    };
    expect(whyNotOffered(plain, { ...ORDER, wishes: {} })).toBeNull();
  });

  test('one bound of age stands alone', () => {
    const old = { ...HELPER, birthYear: 1950 };
    const young = { ...HELPER, birthYear: 2000 };
    expect(whyNotOffered(old, { ...ORDER, wishes: { ageFrom: 40 } })).toBeNull();
    expect(whyNotOffered(young, { ...ORDER, wishes: { ageFrom: 40 } })).toBe('age');
    expect(whyNotOffered(young, { ...ORDER, wishes: { ageTo: 50 } })).toBeNull();
    expect(whyNotOffered(old, { ...ORDER, wishes: { ageTo: 50 } })).toBe('age');
  });

  test('brands in words, of older screens, keep nobody out', () => {
    const none = { ...HELPER, brands: [] };
    expect(whyNotOffered(none, { ...ORDER, wishes: { brands: '蓝月亮' } })).toBeNull();
  });

  test('a certificate that the order does not need may have ended', () => {
    const cleaner = { ...HELPER, skills: ending('cleaning', 0) };
    expect(whyNotOffered(cleaner, ORDER)).toBeNull();
    expect(whyNotOffered(cleaner, { ...ORDER, skills: ['cleaning'] })).toBe('certificate');
  });
});
