import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { type Api, anApi } from '#tests/support/an-api.ts';
import { aPolicy } from '#tests/support/catalogue/rows.ts';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

test('F15: the catalogue says what each service’s price depends on', async () => {
  const levelPercent = { junior: 100, senior: 200, expert: 300 };
  await aPolicy(api.database, { serviceCode: 'hourlyHelp', body: { ...STANDARD_POLICY, levelPercent } });
  const { services } = (await api.as(null)('get', '/catalogue').expect(200)).body as CatalogueReply;
  const [care, help] = ['elderCare', 'hourlyHelp'].map((code) => services.find((s) => s.code === code)!);
  expect(care!.pricing.levelPercent).toEqual(STANDARD_POLICY.levelPercent);
  expect(help!.pricing.levelPercent).toEqual(levelPercent);
});
