import { expect, test } from '@jest/globals';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { SERVICES } from '#prisma/seed/catalogue.ts';
import { priceRangeWords } from '../../../web/features/orders/place-order/price-range-words.ts';

type Asked = Parameters<typeof priceRangeWords>[0];
const elderCare = SERVICES.find(({ code }) => code === 'elderCare');
const words = (
  quantity: number,
  more: { holidays?: string[]; level?: 'senior'; window?: Asked['window'] } = {},
) => {
  const { holidays = [], level = '', window } = more;
  const service = { ...elderCare, pricing: { ...STANDARD_POLICY, holidays } } as unknown as Asked['service'];
  return priceRangeWords({ service, draft: { quantity, level }, ...(window ? { window } : {}) });
};

test('F15: the form says from which to which price, for the level that is wished', () => {
  expect(words(10)).toBe('¥400 – ¥555');
  expect(words(10, { level: 'senior' })).toBe('¥460 – ¥495');
  expect(words(Number.NaN)).toBe('—');
});

test('F15: the summary knows the days: the visit must end in the window, so it may start too early for a holiday', () => {
  const window = { windowStart: '2026-09-30T10:00:00.000Z', windowEnd: '2026-09-30T18:00:00.000Z' };
  expect(words(4, { window, holidays: ['2026-10-01'] })).toBe('¥160 – ¥243');
  expect(words(2, { window, holidays: ['2026-10-01'] })).toBe('¥80 – ¥191');
});
