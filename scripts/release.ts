import { parseArgs } from 'node:util';
import { readEnv } from '#platform/env.ts';
import { connectClient } from '#platform/temporal.ts';
import { currentBuild, rollBack } from './release/roll-back.ts';
import { runningHouse } from './start/running-house.ts';

const HELP = `npm run release -- <what> [options]: which build of the workflows lives the orders
  current               says the current build
  rollback --to <build> makes an older build current again, whose workers must run; open orders that have lived a changed
                        step stay with the newer build, whose workers must go on running until those are closed
  --temporal-address <h:p>  else TEMPORAL_ADDRESS, else that of the house that runs here
  --house <name>            start or cluster, when both run here
An upgrade needs no command: a worker makes its build current when it starts, unless MAKE_CURRENT=false says that it
shall wait beside the others; so workers of the older build are started for a rollback. The last line is JSON.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    to: { type: 'string' },
    'temporal-address': { type: 'string' },
    house: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const [what] = positionals;
if (values.help || (what !== 'current' && !(what === 'rollback' && values.to))) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const client = await connect();
try {
  const said =
    what === 'current' ? { current: await currentBuild(client) } : await rollBack({ client, to: values.to! });
  console.log(JSON.stringify(said));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await client.connection.close();
}

async function connect() {
  try {
    const given = values['temporal-address'] ?? (values.house ? undefined : process.env.TEMPORAL_ADDRESS);
    const address = given || runningHouse({ asked: values.house }).temporalAddress;
    return await connectClient(
      readEnv({ process: 'temporal', source: { ...process.env, TEMPORAL_ADDRESS: address } }),
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
