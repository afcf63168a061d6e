import { BRANDS, CARE_HABITS, DIALECTS, ILLNESSES, TABOOS } from '#contracts/matching/wishes.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { CITY } from './catalogue.ts';
import { type Add, type DemoPeople, demoId, seatOf } from './demo-people.ts';
import { numbers } from './random-numbers.ts';

/**
 * These log in on the demo page; they live in the middle of the city, can do most things and work at any hour.
 * @internal a test leaves out those who can do most things
 */
export const DEMO_HELPERS = 3;

const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙马朱胡郭何林高罗'];
const GIVEN_FEMALE = ['秀兰', '桂英', '玉梅', '淑芬', '红霞', '丽娟', '春燕', '爱华', '金凤', '晓琴'];
const GIVEN_MALE = ['建国', '志强', '卫东', '永刚', '海涛', '立军', '德胜', '学文'];
/** Half of the city lives in 张店. */
const HOMES = [
  '370303',
  '370303',
  '370303',
  '370303',
  '370305',
  '370302',
  '370306',
  '370321',
  '370304',
  '370322',
  '370323',
];
const LEVELS = ['junior', 'senior', 'senior', 'expert'];
const HOUR = 60;
const SHIFTS = [
  { days: [1, 2, 3, 4, 5, 6], from: 7 * HOUR, to: 19 * HOUR },
  { days: [1, 2, 3, 4, 5, 6], from: 8 * HOUR, to: 20 * HOUR },
  { days: [2, 3, 4, 5, 6, 7], from: 7 * HOUR, to: 21 * HOUR },
  { days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 24 * HOUR },
];
const SKILLS: { skill: string; share: number; certificate?: string }[] = [
  { skill: 'cleaning', share: 0.8 },
  { skill: 'deepCleaning', share: 0.5 },
  { skill: 'elderCare', share: 0.4, certificate: '养老护理员证' },
  { skill: 'cooking', share: 0.4 },
  { skill: 'babyCare', share: 0.3, certificate: '母婴护理员证' },
  { skill: 'applianceCleaning', share: 0.3, certificate: '家电清洗职业技能证' },
  { skill: 'maternityCare', share: 0.15, certificate: '高级月嫂证' },
];

/** The helper of number `n`, with skills, certificates and working times. */
export function addHelper(people: DemoPeople, n: number, add: Add, now: Date): void {
  const draw = numbers(n + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  const demo = n < DEMO_HELPERS;
  const male = !demo && draw() < 0.15;
  const surname = SURNAMES[n % SURNAMES.length] as string;
  const id = add('helper', `${surname}${pick(male ? GIVEN_MALE : GIVEN_FEMALE)}`, 100 + n);
  const homeDistrict = demo ? '370303' : pick(HOMES);
  const seat = seatOf(homeDistrict);
  const years = 1 + Math.floor(draw() * 14);
  // Every tenth is new and has no reviews yet.
  const completedCount = n % 10 === 9 ? Math.floor(draw() * 4) : 10 + Math.floor(draw() * 300);
  const ratingCount = n % 10 === 9 ? 0 : Math.floor(completedCount * (0.4 + draw() * 0.4));
  people.helpers.push({
    id,
    displayName: `${surname}${male ? '师傅' : '阿姨'}`,
    city: CITY,
    homeDistrict,
    homeLatitude: seat.latitude + (draw() - 0.5) * 0.06,
    homeLongitude: seat.longitude + (draw() - 0.5) * 0.08,
    reachMetres: demo ? 40_000 : 8_000 + Math.floor(draw() * 5) * 4_000,
    sex: male ? 'male' : 'female',
    birthYear: 1968 + Math.floor(draw() * 30),
    level: demo ? 'senior' : pick(LEVELS),
    years,
    ratingCount,
    ratingSum: Math.round(ratingCount * (410 + draw() * 85)),
    completedCount,
    autoAccept: !demo && n % 8 === 5,
    weeklyHours: pick([40, 44, 48]),
    ...traits(n, demo),
  });
  const skills = SKILLS.filter(({ skill, share }) => (demo ? skill !== 'maternityCare' : draw() < share));
  for (const { skill, certificate } of skills.length > 0 ? skills : SKILLS.slice(0, 1)) {
    // One in fifty certificates has run out: its holder is not offered such work.
    const days = draw() < 0.02 && !demo ? -30 : 180 + Math.floor(draw() * 900);
    const certificateUntil = certificate ? new Date(now.getTime() + days * 86_400_000) : null;
    people.skills.push({ helperId: id, skill, certificate: certificate ?? null, certificateUntil });
    if (skill === 'elderCare') addIllnesses(people, { helperId: id, n, demo });
  }
  const shift = demo ? SHIFTS[3] : pick(SHIFTS);
  for (const weekday of shift?.days ?? []) {
    people.workingTimes.push({
      id: demoId(`working/${n}/${weekday}`),
      helperId: id,
      weekday,
      startMinute: shift?.from ?? 0,
      endMinute: shift?.to ?? 0,
    });
  }
}

/** What customers may wish or rule out; drawn apart, so that everything else of a helper stays as it was. */
function traits(
  n: number,
  demo: boolean,
): Pick<Prisma.HelperCreateManyInput, 'dialects' | 'brands' | 'habits'> {
  if (demo) return { dialects: ['zibo', 'jinan'], brands: [...BRANDS], habits: [...CARE_HABITS] };
  const draw = numbers(1000 + n);
  const some = <T>(list: readonly T[], share: number): T[] => list.filter(() => draw() < share);
  const dialects = draw() < 0.6 ? ['zibo', ...some(DIALECTS.slice(1), 0.2)] : some(DIALECTS.slice(1), 0.3);
  const habits = [...some(CARE_HABITS, 0.5), ...some(TABOOS, 0.12)];
  return { dialects, brands: some(BRANDS, 0.45), habits };
}

function addIllnesses(people: DemoPeople, who: { helperId: string; n: number; demo: boolean }): void {
  const draw = numbers(2000 + who.n);
  for (const illness of ILLNESSES.filter(() => draw() < 0.35 || who.demo)) {
    people.skills.push({
      helperId: who.helperId,
      skill: `illness:${illness}`,
      certificate: null,
      certificateUntil: null,
    });
  }
}
