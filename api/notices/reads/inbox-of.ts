import type { z } from 'zod';
import { noticeTitle, renderNotice } from '#activities/notices/render-notice.ts';
import type { Deps } from '#api/deps.ts';
import { inOrder, listPage, type Part } from '#api/http/list-page.ts';
import { readableRows } from '#api/http/readable-rows.ts';
import type { Reader } from '#api/http/reader.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { http, ReplyOf } from '#contracts/http.ts';
import { NoticeView } from '#contracts/notices/http.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

type Query = z.infer<typeof http.inbox.query>;

/** One page of a person's due notices, newest first, in the language of the screen. */
export async function inboxOf(input: {
  deps: Deps;
  reader: Reader;
  query: Query;
}): Promise<ReplyOf<'inbox'>> {
  const { deps, reader, query } = input;
  const { database } = deps;
  const staff = isStaff(reader);
  const where = { personId: reader.id, dueAt: { lte: new Date() }, voidedAt: null };
  const { after, limit = 50 } = query;
  const [unread, { ids, next }, services] = await Promise.all([
    database.models.notice.count({ where: { ...where, readAt: null } }),
    listPage({ database, parts: [dueNotices(reader.id, query)], after, limit }),
    database.models.service.findMany({ select: { code: true, nameZh: true, nameEn: true } }),
  ]);
  const rows = inOrder(ids, await database.models.notice.findMany({ where: { id: { in: ids } } }));
  const codes = await startCodes({
    database,
    reader,
    orderIds: rows.flatMap(({ orderId }) => orderId ?? []),
  });
  const byCode = new Map(services.map((service) => [service.code, service]));
  const present = (row: (typeof rows)[number]): NoticeView => {
    const params = row.params as Record<string, unknown>;
    const service = byCode.get(String(params.serviceCode));
    const names = { serviceZh: service?.nameZh ?? null, serviceEn: service?.nameEn ?? null };
    const { utcOffsetMinutes } = STANDARD_POLICY;
    const startCode = codes.get(row.orderId ?? '') ?? null;
    const text = renderNotice({
      ...row,
      params,
      ...names,
      locale: reader.locale,
      startCode,
      utcOffsetMinutes,
    });
    return {
      id: row.id,
      template: row.template,
      title: noticeTitle({ template: row.template, locale: reader.locale }),
      text: text.replace(/^(【安家】|\[Anjia\] )/, ''),
      orderId: row.orderId,
      caseId: staff && row.subject === 'case' ? (row.subjectId?.split('/')[0] ?? null) : null,
      at: row.dueAt.toISOString(),
      read: row.readAt !== null,
    };
  };
  const { shown, unreadable } = readableRows({
    ...{ deps, list: 'inbox', rows, item: NoticeView, present },
    idOf: ({ id }) => id,
  });
  return { unread, notices: shown, next, unreadable };
}

const dueNotices = (personId: string, { orderId, unread }: Query): Part => ({
  ...{ name: 'inbox', id: sql`id`, from: sql`notice`, newestFirst: true },
  where: [
    sql`person_id = ${personId}::uuid AND due_at <= now() AND voided_at IS NULL`,
    ...(orderId ? [sql`order_id = ${orderId}`] : []),
    ...(unread ? [sql`read_at IS NULL`] : []),
  ],
  keys: [
    { by: sql`due_at`, type: 'timestamptz' },
    { by: sql`created_at`, type: 'timestamptz' },
    { by: sql`id`, type: 'uuid' },
  ],
});

/** Only the customer of the order sees its start code. */
async function startCodes(input: {
  database: Database;
  reader: Reader;
  orderIds: string[];
}): Promise<Map<string, string>> {
  if (input.reader.role !== 'customer') return new Map();
  const where = { orderId: { in: input.orderIds }, order: { customerId: input.reader.id } };
  const visits = await input.database.models.visit.findMany({
    where,
    select: { orderId: true, startCode: true },
  });
  return new Map(visits.map(({ orderId, startCode }) => [orderId, startCode]));
}
