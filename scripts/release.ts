import { parseArgs } from 'node:util';
import { readEnv } from '#platform/env.ts';
import { connectClient } from '#platform/temporal.ts';
import { currentBuild } from './release/builds.ts';
import { goForward } from './release/go-forward.ts';
import { rollBack } from './release/roll-back.ts';
import { runningInstance } from './start/running-instance.ts';

const HELP = `npm run release -- <what> [options]: which build of the workflows lives the orders
  current               says the current build
  rollback --to <build> makes an older build current again, whose workers must run; open orders that have lived a step
                        the older build does not know stay with the newer one, whose workers must go on running until
                        those are closed. The newer build stays back when its workers are started again. Broken off, it
                        is finished by the same command
  forward --to <build>  makes a build current that was rolled back or waits, and lets held orders go that it can live
  --temporal-address <h:p>  else TEMPORAL_ADDRESS, else that of the instance that runs here
  --instance <name>            start or cluster, when both run here
An upgrade needs no command: a worker makes its build current when it starts, unless the build was rolled back, or was
replaced by one whose workers live, or MAKE_CURRENT=false says that it shall wait beside the others; so workers of the
older build are started for a rollback. The last line is JSON.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    to: { type: 'string' },
    'temporal-address': { type: 'string' },
    instance: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [what] = positionals;
const { to } = values;
const moves = { rollback: rollBack, forward: goForward };
const move = what === 'rollback' || what === 'forward' ? moves[what] : undefined;
if (values.help || (what !== 'current' && !(move && to))) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const client = await connect();
try {
  const said = move && to ? await move({ client, to }) : { current: await currentBuild(client) };
  console.log(JSON.stringify(said));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if (move) console.error('The same command finishes what was begun.');
  process.exitCode = 1;
} finally {
  await client.connection.close();
}

async function connect() {
  try {
    const given = values['temporal-address'] ?? (values.instance ? undefined : process.env.TEMPORAL_ADDRESS);
    const address = given || runningInstance({ asked: values.instance }).temporalAddress;
    return await connectClient(
      readEnv({ process: 'temporal', source: { ...process.env, TEMPORAL_ADDRESS: address } }),
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
