import { randomUUID } from 'node:crypto';
import proto from '@temporalio/proto';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { SEARCH_ATTRIBUTES } from '#contracts/names.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;
const types = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  Bool: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
  Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
};

/** The server that skips time: a wait of days takes milliseconds. Call `teardown()` in `afterAll`. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  quiet();
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: binary('ANJIA_TEST_SERVER_BIN') } },
  });
  await registerSearchAttributes(environment);
  return environment;
}

/** The real dev server, in real time, without its UI. Call `teardown()` in `afterAll`. */
export async function localServer(input: { dbFilename?: string } = {}): Promise<TestWorkflowEnvironment> {
  quiet();
  const environment = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: binary('ANJIA_TEMPORAL_BIN') },
      ip: '127.0.0.1',
      log: { format: 'json', level: 'error' },
      ...input,
    },
  });
  await registerSearchAttributes(environment);
  return environment;
}

/** For `Worker.create({ workflowBundle: workflowBundle(), … })`: built once a run. */
export function workflowBundle(): { codePath: string } {
  const codePath = process.env.ANJIA_TEST_BUNDLE;
  if (codePath) return { codePath };
  throw new Error(
    `The workflows cannot be bundled: ${process.env.ANJIA_TEST_BUNDLE_ERROR ?? 'no workflows/index.ts'}`,
  );
}

/** Two workers on one task queue in one process are refused: each test takes its own. */
export const aTaskQueue = (): string => `test-${randomUUID().slice(0, 8)}`;

// An attribute that is not registered makes a workflow task fail for ever, and the test hangs.
async function registerSearchAttributes(environment: TestWorkflowEnvironment): Promise<void> {
  const searchAttributes = Object.fromEntries(
    Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, types[type]]),
  );
  const { namespace } = environment.client.options;
  await environment.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

let quieted = false;
/** The SDK's messages below errors are not printed. */
export function quiet(): void {
  if (!quieted) Runtime.install({ logger: new DefaultLogger('ERROR') });
  quieted = true;
}

function binary(name: string): string {
  const path = process.env[name];
  if (!path) throw new Error('No Temporal binary: run the tests by jest with our jest.config.mjs.');
  return path;
}
