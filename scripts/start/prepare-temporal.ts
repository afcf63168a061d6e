import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import proto from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '#contracts/names.ts';
import { envOrExit } from '#platform/env.ts';
import { connectClient, temporalAnswers } from '#platform/temporal.ts';

// Makes a namespace ready: how long closed orders are kept, and what one can search for. Harmless to repeat.
// --own: the server is ours, so a refusal is a fault; on somebody else's cluster it is only reported.
const RETENTION_DAYS = 90;
const { IndexedValueType } = proto.temporal.api.enums.v1;
const types = {
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  Bool: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
  Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
};

const { values } = parseArgs({ options: { own: { type: 'boolean', default: false } } });
const client = await connectClient(envOrExit('temporal'));
const { namespace } = client.options;

const until = Date.now() + 60_000;
while (!(await temporalAnswers(client))) {
  if (Date.now() > until) fail(`Temporal does not answer for namespace "${namespace}"`);
  await sleep(100);
}
await attempt('retention', setRetention);
await attempt('search attributes', addSearchAttributes);
await client.connection.close();

async function setRetention() {
  const seconds = RETENTION_DAYS * 24 * 3600;
  const known = await client.workflowService.describeNamespace({ namespace });
  const present = Number(known.config?.workflowExecutionRetentionTtl?.seconds ?? 0);
  if (present >= seconds) return;
  const config = { workflowExecutionRetentionTtl: { seconds: seconds as never } };
  await client.workflowService.updateNamespace({ namespace, config });
}

async function addSearchAttributes() {
  const known = await client.connection.operatorService.listSearchAttributes({ namespace });
  const wanted = Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, types[type]] as const);
  const wrong = wanted.filter(([name, type]) => (known.customAttributes?.[name] ?? type) !== type);
  if (wrong.length > 0) throw new Error(`other type than ours: ${wrong.map(([name]) => name).join(', ')}`);
  const missing = wanted.filter(([name]) => known.customAttributes?.[name] === undefined);
  if (missing.length === 0) return;
  const searchAttributes = Object.fromEntries(missing);
  await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
}

async function attempt(what: string, work: () => Promise<void>) {
  try {
    await work();
  } catch (error) {
    const text = `Temporal: ${what} of namespace "${namespace}" could not be set: ${(error as Error).message}`;
    if (values.own) fail(text);
    console.warn(`${text}\n  Ask the cluster's administrator to do it.`);
  }
}

function fail(text: string): never {
  console.error(text);
  process.exit(1);
}
