import { expect, test } from '@jest/globals';
import { runCommand } from '#tests/kills/run-command.ts';

// The full run is `npm run chaos -- --orders 200 --kills 50 --pauses 10 --cuts 10`; this one is for every `npm test`.
test('20 orders, 5 kills, a pause, a cut and 3 lost commits → nothing lost, nothing twice, all closed', async () => {
  const { code, last, complaints } = await runCommand('chaos', [
    ...['--orders', '20', '--kills', '5', '--pauses', '1', '--cuts', '1', '--losses', '3'],
    ...['--concurrency', '8', '--scale', '0.5', '--seed', '11', '--json'],
  ]);
  expect({ complaints, code, failed: last.failed }).toEqual({ complaints: '', code: 0, failed: false });
  expect(last.struck).toEqual({ kills: 5, pauses: 1, cuts: 1, losses: 3 });
  expect(last.orders).toBe(20);
}, 600_000);
