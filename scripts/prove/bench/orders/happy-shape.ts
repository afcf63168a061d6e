import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '#scripts/setup/places.mjs';

export interface HappyShape {
  updates: number;
  activities: number;
  events: number;
}

const FOLDER = 'tests/replay/histories';

/** The Temporal events of a happy order, counted in its recorded history. */
export function happyShape(): HappyShape {
  const file = readdirSync(inProject(FOLDER)).find((name) => name.startsWith('completed-with-reward.'));
  if (!file) throw new Error(`No recorded happy history in ${FOLDER}`);
  const { events } = JSON.parse(readFileSync(path.join(inProject(FOLDER), file), 'utf8')) as {
    events: { eventType: string }[];
  };
  const count = (type: string) => events.filter(({ eventType }) => eventType === `EVENT_TYPE_${type}`).length;
  return {
    updates: count('WORKFLOW_EXECUTION_UPDATE_ACCEPTED'),
    activities: count('ACTIVITY_TASK_SCHEDULED'),
    events: events.length,
  };
}
