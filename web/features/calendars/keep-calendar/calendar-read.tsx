import type { ReactNode } from 'react';
import type { CalendarView } from '#contracts/calendars/calendar.ts';
import { Page } from '../../../components/page.tsx';
import { ReadProblem, Skeleton } from '../../../components/states.tsx';
import { useRead } from '../../../lib/use-read.ts';

/** Reads the calendar: loading, failed, or shown. */
export function CalendarRead(props: { title: string; children: (calendar: CalendarView) => ReactNode }) {
  const read = useRead('myCalendar', {});
  return (
    <Page title={props.title} back="/helper/calendar">
      {read.isPending && (
        <div className="card">
          <Skeleton lines={6} />
        </div>
      )}
      {read.isError && !read.data && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && props.children(read.data)}
    </Page>
  );
}
