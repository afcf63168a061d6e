/** What may stand on a timeline about notices: ids, codes, times and amounts only. */
export interface NoticesEvents {
  noticeBounced: { noticeId: string };
}
