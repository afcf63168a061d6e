import type { Until } from './define-notice.ts';
import { NOTICES } from './notices.ts';
import type { NoticeTemplate } from './templates.ts';

/** The name under which a notice's condition is stored; null: it depends on none. */
export function storedCondition(until: Until<string>, detail: string | undefined): string | null {
  if (until === 'always' || !('condition' in until)) return null;
  return detail === undefined ? until.condition : `${until.condition}:${detail}`;
}

/** The time after which a notice with these parameters is not sent; null: there is none. */
export function validUntil(template: string, params: Record<string, unknown>): Date | null {
  const until = NOTICES[template as NoticeTemplate]?.until;
  if (!until || until === 'always' || !until.time) return null;
  const time = Date.parse(String(params[until.time]));
  return Number.isNaN(time) ? null : new Date(time);
}
