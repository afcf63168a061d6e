import { z } from 'zod';
import { messageRows } from '#contracts/durable/message-rows.ts';
import { CaseAccepted, caseParams, type Endpoint } from '#contracts/endpoint.ts';
import { Unreadable } from '#contracts/lists.ts';
import { STAFF } from '#contracts/people/roles.ts';
import { OrderId } from '#contracts/scalars.ts';
import { CASE_LISTS, CaseDetails, CaseView, NewCase, StaffMember } from './case.ts';
import { caseRows } from './case-rows.ts';
import { CASE_KINDS } from './kinds.ts';
import { CASE_MESSAGES } from './messages.ts';

export const casesHttp = {
  cases: {
    method: 'GET',
    path: '/ops/cases',
    summary: 'Cases of the city, page by page: the open ones by due time, the decided ones newest first',
    roles: STAFF,
    key: false,
    query: z.object({
      view: z.enum(CASE_LISTS).optional().describe('open unless told; mine: open and the reader in charge'),
      status: z.enum(['open', 'decided']).optional().describe('older name of `view`'),
      kind: z.enum(CASE_KINDS).optional(),
      orderId: OrderId.optional(),
      after: z
        .string()
        .regex(/^[\w-]{1,200}$/)
        .optional()
        .describe('`next` of the page before'),
      limit: z.coerce.number().int().min(1).max(100).optional(),
    }),
    reply: z.object({
      cases: z.array(CaseView),
      unreadable: Unreadable,
      next: z.string().nullable().describe('of the page that follows; null: this is the last one'),
      counts: z
        .object({ open: z.int(), mine: z.int(), overdue: z.int() })
        .describe('of the city, whatever is filtered; counted up to 1000'),
    }),
  },
  oneCase: {
    method: 'GET',
    path: '/cases/:caseId',
    summary: 'One case with its timeline and what may be decided now',
    roles: STAFF,
    key: false,
    params: caseParams,
    reply: CaseDetails,
  },
  openCase: {
    method: 'POST',
    path: '/cases',
    summary: 'Open a case by hand, with or without an order and persons',
    roles: STAFF,
    key: true,
    body: NewCase,
    reply: CaseAccepted,
    status: 201,
  },
  caseAnswer: {
    method: 'GET',
    path: '/cases/:caseId/answers/:answerId',
    summary: 'The answer of a message into a case that took longer (202)',
    roles: STAFF,
    key: false,
    params: caseParams.extend({ answerId: z.string().regex(/^[\w-]{8,100}$/) }),
    reply: CaseAccepted,
  },
  staff: {
    method: 'GET',
    path: '/ops/staff',
    summary: 'Staff of the city, to hand a case over to',
    roles: STAFF,
    key: false,
    reply: z.object({ staff: z.array(StaffMember) }),
  },
  ...caseRows,
  ...messageRows(CASE_MESSAGES),
} as const satisfies Record<string, Endpoint>;
