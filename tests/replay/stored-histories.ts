import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { quiet, workflowBundle } from '#tests/support/temporal.ts';

export const FOLDER = path.join(import.meta.dirname, 'histories');
/** The recorded histories: `<life>.<date>.json`, or `<life>.<date>-<commit>.json` when an older build recorded it. */
export const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

interface Payloads {
  payloads?: { data: string }[];
}
interface StoredEvent {
  markerRecordedEventAttributes?: { markerName: string; details: Record<string, Payloads> };
  workflowExecutionCompletedEventAttributes?: { result: Payloads };
}

export const readHistory = (file: string): { events: StoredEvent[] } =>
  JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8'));

/** Workflows of this checkout, or changed code of theirs. */
const bundleOf = (code?: string) => {
  quiet();
  return { workflowBundle: (code ? { code } : workflowBundle()) as never };
};

/** Throws `DeterminismViolationError` when the code would have led the history elsewhere. */
export const replay = (file: string, code?: string): Promise<void> =>
  Worker.runReplayHistory(bundleOf(code), readHistory(file));

/** The files whose history the code would have led elsewhere. Throws when one fails for another reason. */
export async function violating(files: string[], code: string): Promise<string[]> {
  const found: string[] = [];
  const histories = files.map((file) => ({ workflowId: file, history: readHistory(file) }));
  for await (const { workflowId, error } of Worker.runReplayHistories(bundleOf(code), histories)) {
    if (error instanceof DeterminismViolationError) found.push(workflowId);
    else if (error) throw error;
  }
  return found;
}

export const decode = ({ payloads }: Payloads): unknown =>
  JSON.parse(Buffer.from(payloads![0]!.data, 'base64').toString());

/** The ids of `patched()` whose marker a history carries. */
export const marksOf = (file: string): Set<string> =>
  new Set(
    readHistory(file)
      .events.map(({ markerRecordedEventAttributes: marker }) => marker)
      .filter((marker) => marker?.markerName === 'core_patch')
      .map((marker) => (decode(marker!.details['patch-data']!) as { id: string }).id),
  );
