import { z } from 'zod';
import type { Endpoint } from '#contracts/endpoint.ts';

const PricingView = z.object({
  levelPercent: z.object({ junior: z.int(), senior: z.int(), expert: z.int() }),
  distanceBands: z.array(z.object({ metres: z.int(), fen: z.int() })),
  holidayPercent: z.int(),
  holidays: z.array(z.string()),
  utcOffsetMinutes: z.int(),
});

export const CatalogueReply = z.object({
  city: z.string(),
  cityName: z.object({ zh: z.string(), en: z.string() }),
  development: z.boolean(),
  utcOffsetMinutes: z.int(),
  visitHours: z.object({ from: z.string(), to: z.string() }),
  districts: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  services: z.array(
    z.object({
      code: z.string(),
      zh: z.string(),
      en: z.string(),
      descriptionZh: z.string(),
      descriptionEn: z.string(),
      unit: z.enum(['hour', 'squareMetre', 'item', 'day', 'month']),
      shape: z.enum(['visit', 'liveIn']),
      standardMinutes: z.int(),
      usualQuantity: z.int(),
      priceFen: z.int(),
      pricing: PricingView.describe('what a price depends on besides; contracts/money/price-range.ts'),
    }),
  ),
});
export type CatalogueReply = z.infer<typeof CatalogueReply>;

export const catalogueHttp = {
  catalogue: {
    method: 'GET',
    path: '/catalogue',
    summary: 'Services and districts of the city',
    roles: [],
    key: false,
    query: z.object({
      city: z
        .string()
        .regex(/^[a-z]{2,30}$/)
        .optional(),
    }),
    reply: CatalogueReply,
  },
} as const satisfies Record<string, Endpoint>;
