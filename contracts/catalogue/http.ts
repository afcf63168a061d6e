import { z } from 'zod';
import type { Endpoint } from '#contracts/endpoint.ts';

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
