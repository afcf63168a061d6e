import { agreementNotices } from './by-area/agreements.ts';
import { calendarNotices } from './by-area/calendars.ts';
import { caseNotices } from './by-area/cases.ts';
import { helperNotices } from './by-area/helpers.ts';
import { matchingNotices } from './by-area/matching.ts';
import { moneyNotices } from './by-area/money.ts';
import { orderNotices } from './by-area/orders.ts';
import { reviewNotices } from './by-area/reviews.ts';
import { visitNotices } from './by-area/visits.ts';
import type { AnyNotice } from './define-notice.ts';
import type { NoticeTemplate } from './templates.ts';

/** Every notice, by the name of its template. A name without a row does not compile. */
export const NOTICES: Record<NoticeTemplate, AnyNotice> = {
  ...orderNotices,
  ...matchingNotices,
  ...agreementNotices,
  ...calendarNotices,
  ...visitNotices,
  ...moneyNotices,
  ...reviewNotices,
  ...caseNotices,
  ...helperNotices,
};
