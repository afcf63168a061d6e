import type { NoticeView } from '#contracts/notices/http.ts';

export interface NoticeGroup {
  orderId: string | null;
  caseId: string | null;
  /** Newest first; the first one shows the state of the order. */
  notices: NoticeView[];
  unread: number;
}

/** One group for each order, or case for staff, ordered by the newest notice; notices without either stand alone. */
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
