import { parseArgs } from 'node:util';
import { benchMatching } from './bench/matching.ts';

// npm run bench -- matching [--json] [--sizes 1000,10000,100000] [--requests 400]
// One JSON line for each size; exit 1 when a figure is missed.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    sizes: { type: 'string', default: '1000,10000,100000' },
    requests: { type: 'string', default: '400' },
  },
});
const benches: Record<
  string,
  (input: { json: boolean; sizes: number[]; requests: number }) => Promise<boolean>
> = {
  matching: benchMatching,
};
const bench = benches[positionals[0] ?? ''];
if (!bench) {
  console.error(`bench: which one? ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
try {
  const sizes = values.sizes.split(',').map(Number);
  const reached = await bench({ json: values.json, sizes, requests: Number(values.requests) });
  process.exit(reached ? 0 : 1);
} catch (error) {
  console.error(error);
  process.exit(1);
}
