import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../../components/page.tsx';
import { Empty, ReadProblem, Skeleton } from '../../components/states.tsx';
import { ask } from '../../lib/client.ts';
import { useMe } from '../../lib/session.tsx';
import { dayAndClock } from '../../lib/time.ts';
import { useRead } from '../../lib/use-read.ts';

/** Everything we told this person; opening the page is reading it. */
export function Component() {
  const { t, i18n } = useTranslation();
  const { role } = useMe();
  const inbox = useRead('inbox', {});
  const unread = inbox.data?.unread ?? 0;

  useEffect(() => {
    // The marks stay for this look; the number on the tab goes with the next reading.
    if (unread > 0) void ask('readInbox', { body: {} }).catch(() => {});
  }, [unread]);

  const orderPage = (id: string) => (role === 'helper' ? `/helper/orders/${id}` : `/orders/${id}`);
  return (
    <Page title={t('inbox.title')}>
      {inbox.isPending && (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
      {inbox.isError && <ReadProblem error={inbox.error} onRetry={() => void inbox.refetch()} />}
      {inbox.data?.notices.length === 0 && <Empty title={t('inbox.empty')} hint={t('inbox.emptyHint')} />}
      {inbox.data && inbox.data.notices.length > 0 && (
        <ul className="card list">
          {inbox.data.notices.map((notice) => {
            const content = (
              <>
                <strong>
                  {!notice.read && <i className="dot" title={t('inbox.unread')} />}
                  {notice.title}
                </strong>
                <p>{notice.text}</p>
                <time dateTime={notice.at}>{dayAndClock(notice.at, i18n.language)}</time>
              </>
            );
            return (
              <li key={notice.id}>
                {notice.orderId ? (
                  <Link className="list-row" to={orderPage(notice.orderId)}>
                    {content}
                  </Link>
                ) : (
                  <div className="list-row">{content}</div>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </Page>
  );
}
