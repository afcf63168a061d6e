import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { NoticeView } from '#contracts/notices/http.ts';
import { isStaff, type Role } from '#contracts/people/roles.ts';
import { ListEnd } from '../../../components/list-end.tsx';
import { Empty, ReadProblem, Skeleton } from '../../../components/states.tsx';
import { UnreadableRows } from '../../../components/unreadable-rows.tsx';
import { ask } from '../../../lib/client.ts';
import { useMe } from '../../../lib/session.tsx';
import { dayAndClock } from '../../../lib/time.ts';
import { usePages } from '../../../lib/use-pages.ts';
import { byOrder, type NoticeGroup } from './by-order.ts';

/**
 * All notices of this person, one card for each order: the newest in full, the others collapsed. Opening the order
 * marks them as read.
 */
export function Inbox() {
  const { t } = useTranslation('notices');
  const queries = useQueryClient();
  const inbox = usePages('inbox', {});
  const notices = inbox.data?.pages.flatMap((page) => page.notices) ?? [];
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const groups = byOrder(notices);
  const readAll = () =>
    void ask('readInbox', { body: {} })
      .then(() => queries.invalidateQueries({ queryKey: ['inbox'] }))
      .catch(() => {});
  return (
    <>
      {inbox.isPending && (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
      {inbox.isError && <ReadProblem error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.data && notices.length === 0 && <Empty title={t('inbox.empty')} hint={t('inbox.emptyHint')} />}
      {unread > 0 && (
        <button type="button" className="link" data-testid="read-all" onClick={readAll}>
          {t('inbox.readAll', { count: unread })}
        </button>
      )}
      <UnreadableRows rows={inbox.data?.pages.flatMap((page) => page.unreadable)} />
      {groups.map((group) => (
        <Group key={group.caseId ?? group.orderId ?? group.notices[0]!.id} group={group} />
      ))}
      <ListEnd pages={inbox} count={notices.length} />
    </>
  );
}

function Group({ group }: { group: NoticeGroup }) {
  const { t } = useTranslation('notices');
  const { role } = useMe();
  const [newest, ...older] = group.notices;
  if (!newest) return null;
  const to = pageOf(group, role);
  return (
    <section
      className="card list"
      data-testid="inbox-group"
      data-order={group.orderId}
      data-unread={group.unread}
    >
      {to ? (
        <Link className="list-row" to={to}>
          <Notice notice={newest} unread={group.unread} />
        </Link>
      ) : (
        <div className="list-row">
          <Notice notice={newest} unread={group.unread} />
        </div>
      )}
      {older.length > 0 && (
        <details className="inbox-older">
          <summary>{t('inbox.earlier', { count: older.length })}</summary>
          <ul>
            {older.map((notice) => (
              <li key={notice.id} className="list-row">
                <Notice notice={notice} unread={notice.read ? 0 : 1} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function pageOf({ caseId, orderId }: NoticeGroup, role: Role): string | null {
  if (caseId) return `/ops/cases/${caseId}`;
  if (!orderId) return null;
  if (isStaff({ role })) return `/ops/orders/${orderId}`;
  return role === 'helper' ? `/helper/orders/${orderId}` : `/orders/${orderId}`;
}

function Notice({ notice, unread }: { notice: NoticeView; unread: number }) {
  const { t, i18n } = useTranslation('notices');
  return (
    <>
      <strong>
        {unread > 0 && <i className="dot" title={t('inbox.unread')} />}
        {notice.title} {unread > 1 && <small>{t('inbox.new', { count: unread })}</small>}
      </strong>
      <p>{notice.text}</p>
      <time dateTime={notice.at}>
        {dayAndClock(notice.at, i18n.language)} {notice.orderId && <small>{notice.orderId}</small>}
      </time>
    </>
  );
}
