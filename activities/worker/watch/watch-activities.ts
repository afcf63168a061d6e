import type { Context } from '@temporalio/activity';
import { ApplicationFailure } from '@temporalio/common';
import type { ActivityInboundCallsInterceptor } from '@temporalio/worker';
import { SUBJECTS } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { activityRetries, activitySeconds } from './activity-metrics.ts';

/** From this attempt on a failing step is told to ops: with the retries of a subject's steps that is after some seconds. */
const STORM_FROM = 6;

/** Times each attempt; the step of a subject that fails again and again is noted for the board. */
export function watchActivities(input: { database: Database }) {
  return (context: Context): { inbound: ActivityInboundCallsInterceptor } => ({
    inbound: {
      async execute(call, next) {
        const { activityType: activity, attempt, activityId, workflowType, workflowExecution } = context.info;
        const end = activitySeconds.startTimer({ activity });
        if (attempt > 1) activityRetries.inc({ activity });
        try {
          const result = await next(call);
          end({ outcome: 'done' });
          return result;
        } catch (error) {
          end({ outcome: 'failed' });
          const final = error instanceof ApplicationFailure && error.nonRetryable === true;
          const subject = subjectOfType(workflowType);
          if (subject && attempt >= STORM_FROM && !final && workflowExecution) {
            const id = workflowExecution.workflowId.slice(subject.length + 1);
            // The cause of the failure may prevent this record, too: then the database is reported as down.
            await noteTrouble(input.database, { subject, id, activity, activityId }).catch(() => undefined);
          }
          throw error;
        }
      },
    },
  });
}

const subjectOfType = (type: string | undefined): string | undefined =>
  Object.entries(SUBJECTS).find(([, { workflow }]) => workflow === type)?.[0];

async function noteTrouble(
  database: Database,
  {
    subject,
    id,
    activity,
    activityId,
  }: { subject: string; id: string; activity: string; activityId: string },
): Promise<void> {
  await database.execute(sql`
    INSERT INTO step_trouble (subject, order_id, activity, activity_id)
    VALUES (${subject}, ${id}, ${activity}, ${activityId})
    ON CONFLICT (order_id, activity_id) DO NOTHING`);
}
