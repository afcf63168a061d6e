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

/** Throws `DeterminismViolationError` when the code does not replay the history. */
export const replay = (file: string, code?: string): Promise<void> =>
  Worker.runReplayHistory(bundleOf(code), readHistory(file));

const OLDER_BUILD = /-[0-9a-f]{7,}\.json$/;

/** Whether the code fails to replay one of them; the files after it are not replayed. */
export const violatesOne = async (files: string[], code: string): Promise<boolean> => {
  // What older builds recorded was recorded for this question.
  const likely = files.toSorted((a, b) => Number(OLDER_BUILD.test(b)) - Number(OLDER_BUILD.test(a)));
  for await (const _ of violations(likely, code)) return true;
  return false;
};

/** The files whose history the code does not replay. Throws when one fails for another reason. */
export async function violating(files: string[], code: string): Promise<string[]> {
  const found: string[] = [];
  for await (const file of violations(files, code)) found.push(file);
  return found;
}

async function* violations(files: string[], code: string): AsyncGenerator<string> {
  const histories = files.map((file) => ({ workflowId: file, history: readHistory(file) }));
  for await (const { workflowId, error } of Worker.runReplayHistories(bundleOf(code), histories)) {
    if (error instanceof DeterminismViolationError) yield workflowId;
    else if (error) throw error;
  }
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
