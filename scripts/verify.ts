import { parseArgs } from 'node:util';
import { readEnv } from '#platform/env.ts';
import { connectClient, temporalAnswers } from '#platform/temporal.ts';
import { runningInstance } from './start/running-instance.ts';
import { countsOf, verifyInstance } from './verify/verify-instance.ts';

const HELP = `npm run verify -- [options]: looks for what must never be, in the database and between it and Temporal
  --database-url <url>        else DATABASE_URL, else that of the instance that runs here
  --temporal-address <h:p>    else TEMPORAL_ADDRESS, else likewise; namespace, TLS and API key as in the settings
  --instance <name>              start or cluster, when both run here
  --patience 20               seconds an order may be on the move before it counts as different
  --json                      only the last line
The last line is JSON: how many of each were found. Exit code 1 when there is any, 2 when it could not look.`;

const values = readOptions();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

try {
  // A named instance has priority over the environment.
  const given = values.instance === undefined ? process.env : {};
  const databaseGiven = values['database-url'] ?? given.DATABASE_URL;
  const temporalGiven = values['temporal-address'] ?? given.TEMPORAL_ADDRESS;
  const instance = databaseGiven && temporalGiven ? undefined : runningInstance({ asked: values.instance });
  const databaseUrl = databaseGiven ?? instance!.databaseUrl;
  const address = temporalGiven ?? instance!.temporalAddress;
  const patience = Number(values.patience);
  if (!(patience >= 0)) throw new Error(`--patience ${values.patience} is no number of seconds`);

  const client = await connectClient(
    readEnv({ process: 'temporal', source: { ...process.env, TEMPORAL_ADDRESS: address } }),
  );
  // Without Temporal every order would differ: report that instead.
  if (!(await temporalAnswers(client, 5_000))) throw new Error(`Temporal at ${address} does not answer`);
  const report = await verifyInstance({ databaseUrl, client, patienceMs: patience * 1000 });
  await client.connection.close();
  // Details go to stderr even with --json, as in the simulator.
  for (const [check, found] of Object.entries(report.violations))
    for (const { orderId, what } of found) console.error(`${check}: ${orderId} ${what}`);
  const counts = countsOf(report);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (!values.json)
    console.error(
      `${report.orders} orders and ${report.cases} cases looked at, ${all === 0 ? 'nothing wrong' : `${all} violations`}`,
    );
  console.log(JSON.stringify({ orders: report.orders, ...counts }));
  process.exitCode = all === 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        'database-url': { type: 'string' },
        'temporal-address': { type: 'string' },
        instance: { type: 'string' },
        patience: { type: 'string', default: '20' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    // Not 1: a mistyped option is no violation.
    console.error(`${(error as Error).message}\n\n${HELP}`);
    process.exit(2);
  }
}
