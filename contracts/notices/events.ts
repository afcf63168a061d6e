/** Timeline events about notices: ids, codes, times and amounts only. */
export interface NoticesEvents {
  noticeBounced: { noticeId: string };
}
