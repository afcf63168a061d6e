import { AsyncLocalStorage } from 'node:async_hooks';
import { Server, ServerResponse } from 'node:http';
import { WorkflowClient } from '@temporalio/client';

// Loaded before api/main.ts: a call whose header names a crash point stops there until the process is killed. All
// other calls are unchanged.
export type ApiCrashPoint =
  | 'before the start'
  | 'after the start'
  | 'before the update'
  | 'after the update'
  | 'before the answer';
export interface AtCrashPoint {
  crashPoint: ApiCrashPoint;
  /** The Idempotency-Key of the stopped call. */
  key: string;
  /** Temporal's answer, or the response text that would have been sent. */
  value: unknown;
}

const asked = new AsyncLocalStorage<{ crashPoint: string | undefined; key: string }>();
const isAt = (crashPoint: ApiCrashPoint): boolean => asked.getStore()?.crashPoint === crashPoint;
const stop = (crashPoint: ApiCrashPoint, value?: unknown): Promise<never> => {
  process.send?.({ crashPoint, key: asked.getStore()!.key, value } satisfies AtCrashPoint);
  return new Promise<never>(() => undefined);
};

const emit = Server.prototype.emit;
Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]) {
  if (event !== 'request') return Reflect.apply(emit, this, [event, ...args]);
  const { headers } = args[0] as { headers: Record<string, string | undefined> };
  const call = { crashPoint: headers['x-crash-point'], key: headers['idempotency-key'] ?? '' };
  return asked.run(call, () => Reflect.apply(emit, this, [event, ...args]));
} as typeof emit;

const end = ServerResponse.prototype.end;
ServerResponse.prototype.end = function (this: ServerResponse, ...args: unknown[]) {
  if (!isAt('before the answer')) return Reflect.apply(end, this, args);
  void stop('before the answer', String(args[0]));
  return this;
} as typeof end;

const start = WorkflowClient.prototype.start;
WorkflowClient.prototype.start = async function (this: WorkflowClient, ...args: unknown[]) {
  if (isAt('before the start')) await stop('before the start');
  const handle = await start.apply(this, args as never);
  if (isAt('after the start')) await stop('after the start', handle.firstExecutionRunId);
  return handle;
} as typeof start;

const getHandle = WorkflowClient.prototype.getHandle;
WorkflowClient.prototype.getHandle = function (this: WorkflowClient, ...args: unknown[]) {
  const handle = getHandle.apply(this, args as never);
  const update = handle.executeUpdate.bind(handle) as (...given: unknown[]) => Promise<unknown>;
  const watched = async (...given: unknown[]) => {
    if (isAt('before the update')) await stop('before the update');
    const answer = await update(...given);
    if (isAt('after the update')) await stop('after the update', answer);
    return answer;
  };
  return Object.assign(handle, { executeUpdate: watched });
} as typeof getHandle;

// The test process has ended: nobody would stop this one.
process.on('disconnect', () => process.exit());
