import path from 'node:path';
import { parseArgs } from 'node:util';
import { ownFolder } from '../setup/places.mjs';

const help = `npm start -- [options]
  --port <n>          port of the web pages and the API (3000, or the next free one)
  --data <folder>     a data folder of its own: a second, independent system with free ports
  --json-ready <file> writes addresses and pids there, once all is ready and after every restart
  --no-web            do not build the web pages (what is built is served)
  --no-seed           start with an empty city
  --temporal <kind>   dev: the development server (usual); cluster: the real server on PostgreSQL (npm run cluster)
  --log               print the logs of all programs, too
Real servers instead of embedded ones: DATABASE_URL and DATABASE_OWNER_URL, TEMPORAL_ADDRESS (see README).`;

/** @param {string[]} args */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      'json-ready': { type: 'string' },
      'no-web': { type: 'boolean', default: false },
      'no-seed': { type: 'boolean', default: false },
      temporal: { type: 'string', default: 'dev' },
      log: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    throw new Error(`--port ${values.port} is no port.`);
  }
  const cluster = values.temporal === 'cluster';
  if (!cluster && values.temporal !== 'dev')
    throw new Error(`--temporal ${values.temporal}: dev or cluster?`);
  const usual = path.join(ownFolder, cluster ? 'cluster' : 'data');
  const data = values.data ? path.resolve(values.data) : usual;
  return {
    port,
    data,
    logs: values.data || cluster ? path.join(data, 'logs') : path.join(ownFolder, 'logs'),
    /** Several systems side by side must not fight for the usual ports. */
    ownData: values.data !== undefined,
    readyFile: values['json-ready'] ? path.resolve(values['json-ready']) : undefined,
    /** The real Temporal server instead of the development server. */
    cluster,
    web: !values['no-web'],
    seed: !values['no-seed'],
    log: values.log,
  };
}
