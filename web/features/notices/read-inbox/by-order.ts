import type { NoticeView } from '#contracts/notices/http.ts';

export interface NoticeGroup {
  orderId: string | null;
  caseId: string | null;
  /** Newest first; the first one says where the order is. */
  notices: NoticeView[];
  unread: number;
}

/** One group an order, or a case for staff, in the order of the newest notice; what concerns no order stands alone. */
export function byOrder(notices: readonly NoticeView[]): NoticeGroup[] {
  const groups = new Map<string, NoticeGroup>();
  for (const notice of notices) {
    const key = notice.caseId ?? notice.orderId ?? notice.id;
    const group = groups.get(key) ?? {
      orderId: notice.orderId,
      caseId: notice.caseId,
      notices: [],
      unread: 0,
    };
    group.notices.push(notice);
    if (!notice.read) group.unread += 1;
    groups.set(key, group);
  }
  return [...groups.values()];
}
