import { type Deps, isDevelopment } from '#api/deps.ts';
import { Refused } from '#api/http/refused.ts';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { parsePolicy } from '#contracts/catalogue/parse-policy.ts';
import type { Pricing } from '#contracts/money/price-range.ts';
import type { Policy } from '#contracts/policy.ts';
import { CITIES, HOME_CITY } from '../cities.ts';

/** What a city offers: its services with prices, its districts, its visiting hours. */
export async function catalogueOf(input: { deps: Deps; city?: string | undefined }): Promise<CatalogueReply> {
  const { deps, city = HOME_CITY } = input;
  const cityName = Object.hasOwn(CITIES, city) ? CITIES[city] : undefined;
  if (!cityName) throw new Refused('NotServed');
  const [services, districts, policies] = await Promise.all([
    deps.database.models.service.findMany({ orderBy: { position: 'asc' } }),
    deps.database.models.district.findMany({ where: { city }, orderBy: { code: 'asc' } }),
    deps.database.models.policy.findMany({ where: { city, key: 'standard' } }),
  ]);
  const bodies = new Map(policies.map(({ serviceCode, body }) => [serviceCode, body]));
  const policyOf = (code: string) => parsePolicy(bodies.get(code) ?? bodies.get('*'));
  const policy = policyOf('*');
  return {
    city,
    cityName,
    development: isDevelopment(deps),
    utcOffsetMinutes: policy.utcOffsetMinutes,
    visitHours: policy.visitHours,
    districts: districts.map(({ code, nameZh, nameEn }) => ({ code, zh: nameZh, en: nameEn })),
    services: services.map(({ nameZh, nameEn, position: _p, skills: _s, ...service }) => ({
      ...service,
      zh: nameZh,
      en: nameEn,
      unit: service.unit as 'hour',
      shape: service.shape as 'visit',
      pricing: pricingOf(policyOf(service.code)),
    })),
  };
}

const pricingOf = ({
  levelPercent,
  distanceBands,
  holidayPercent,
  holidays,
  utcOffsetMinutes,
}: Policy): Pricing => ({ levelPercent, distanceBands, holidayPercent, holidays, utcOffsetMinutes });
