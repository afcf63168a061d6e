import type { Client } from '@temporalio/client';
import type { Stuck } from '#contracts/watch/stuck.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { OF_SUBJECTS, subjectOf } from './subject-ref.ts';

const MOST = 100;
const CAUSE = /cause=(?:WorkflowTaskFailedCause)?(\w+)/;

/**
 * Orders and cases whose workflow task fails repeatedly: Temporal flags them after the second failure, since 1.30. An
 * older server refuses the query.
 */
export async function failingWorkflows(client: Client): Promise<Stuck[]> {
  const found: Stuck[] = [];
  const now = new Date().toISOString();
  const query = `${OF_SUBJECTS} AND TemporalReportedProblems IS NOT NULL`;
  for await (const { workflowId, searchAttributes } of client.workflow.list({ query, pageSize: MOST })) {
    const problems = (searchAttributes.TemporalReportedProblems ?? []) as string[];
    const reason = problems.map((text) => CAUSE.exec(text)?.[1]).find(Boolean) ?? 'WorkflowTaskFailed';
    found.push({ kind: 'nonDeterminism', ...subjectOf(workflowId), reason, since: now });
    if (found.length >= MOST) break;
  }
  return found;
}

/** Steps that the worker recorded as failing. A step that Temporal no longer retries is deleted. */
export async function failingSteps(client: Client, database: Database): Promise<Stuck[]> {
  const noted = await database.query<Noted>(sql`
    SELECT subject, order_id AS id, activity_id AS "activityId", activity, since
    FROM step_trouble ORDER BY since LIMIT ${MOST}`);
  const looked = await Promise.all(
    noted.map(async ({ subject, id, activityId, activity, since }): Promise<Stuck | undefined> => {
      const workflowId = `${subject}-${id}`;
      const pending = await pendingSteps(client, workflowId);
      const step = pending.find((one) => one.activityId === activityId);
      if (step)
        return {
          kind: 'retryStorm',
          ...subjectOf(workflowId),
          reason: `${activity} ×${step.attempt}${step.failure ? `: ${step.failure}` : ''}`,
          since: since.toISOString(),
        };
      await database.execute(sql`
        DELETE FROM step_trouble WHERE order_id = ${id} AND activity_id = ${activityId}`);
      return undefined;
    }),
  );
  return looked.filter((one) => one !== undefined);
}

interface Noted {
  subject: string;
  /** The workflow's id without the subject. */
  id: string;
  activityId: string;
  activity: string;
  since: Date;
}

async function pendingSteps(client: Client, workflowId: string) {
  const { raw } = await client.workflow.getHandle(workflowId).describe();
  return (raw.pendingActivities ?? []).map((one) => ({
    activityId: one.activityId ?? '',
    attempt: one.attempt ?? 1,
    // Failures of our activities contain codes only (activities/worker/safe-failure.ts).
    failure: one.lastFailure?.message?.slice(0, 120) ?? '',
  }));
}
