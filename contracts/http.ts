import type { z } from 'zod';
import { agreementsHttp } from './agreements/http.ts';
import { calendarsHttp } from './calendars/http.ts';
import { casesHttp } from './cases/http.ts';
import { catalogueHttp } from './catalogue/http.ts';
import type { Endpoint } from './endpoint.ts';
import { helpersHttp } from './helpers/http.ts';
import { matchingHttp } from './matching/http.ts';
import { moneyHttp } from './money/http.ts';
import { noticesHttp } from './notices/http.ts';
import { ordersHttp } from './orders/http.ts';
import { peopleHttp } from './people/http.ts';
import { reviewsHttp } from './reviews/http.ts';
import { visitsHttp } from './visits/http.ts';

/** Every endpoint of the API. Each area's file says what it takes and answers. */
export const http = {
  ...ordersHttp,
  ...matchingHttp,
  ...calendarsHttp,
  ...agreementsHttp,
  ...visitsHttp,
  ...reviewsHttp,
  ...casesHttp,
  ...moneyHttp,
  ...helpersHttp,
  ...peopleHttp,
  ...noticesHttp,
  ...catalogueHttp,
} as const satisfies Record<string, Endpoint>;

type Http = typeof http;
export type EndpointName = keyof Http;

type Part<E, K extends string> = E extends { [P in K]: infer S } ? (S extends z.ZodType ? S : never) : never;
export type ParamsOf<N extends EndpointName> = z.infer<Part<Http[N], 'params'>>;
export type QueryOf<N extends EndpointName> = z.input<Part<Http[N], 'query'>>;
export type BodyOf<N extends EndpointName> = z.infer<Part<Http[N], 'body'>>;
export type ReplyOf<N extends EndpointName> = z.infer<Part<Http[N], 'reply'>>;

export const API_PREFIX = '/api/v1';

/** Server-sent events of GET /api/v1/stream: one per browser. */
export type StreamEvent =
  | { type: 'order'; orderId: string; version: number }
  | { type: 'case'; caseId: string; version: number }
  | { type: 'inbox' }
  | { type: 'resync' };
