import { expect, test } from '@jest/globals';
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { MockActivityEnvironment } from '@temporalio/testing';
import { withSafeFailures } from '#activities/worker/safe-failure.ts';
import { ORDER_WORKFLOW, workflowIdOf } from '#contracts/names.ts';

const logged: object[] = [];
const { book } = withSafeFailures(
  {
    book: async () => {
      throw new Error('the whole row');
    },
  },
  { warn: (line: object) => void logged.push(line) } as never,
);

const run = (workflowType: string, workflowId: string): Promise<unknown> => {
  const workflowExecution = { workflowId, runId: 'run' };
  return new MockActivityEnvironment({ workflowType, workflowExecution, attempt: 7 }).run(book);
};

test('the line with the whole error is found by order, attempt and trace', async () => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const span = trace.wrapSpanContext({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 });
  await context.with(trace.setSpan(context.active(), span), () =>
    expect(run(ORDER_WORKFLOW, workflowIdOf('JZ261122-ABCDEFGH'))).rejects.toThrow(),
  );
  context.disable();
  expect(logged.at(-1)).toMatchObject({
    ...{ activity: 'book', orderId: 'JZ261122-ABCDEFGH', attempt: 7, traceId: 'a'.repeat(32) },
    err: expect.objectContaining({ message: 'the whole row' }),
  });
});

test('a workflow that is no order, without a trace → its attempt only', async () => {
  await expect(run('another', 'another-1')).rejects.toThrow();
  expect(logged.at(-1)).toEqual({ activity: 'book', attempt: 7, err: expect.anything() });
});
