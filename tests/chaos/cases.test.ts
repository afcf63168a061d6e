import { expect, test } from '@jest/globals';
import { runCommand } from '#tests/kills/run-command.ts';

// The full run is `npm run prove -- cases --full`, with 300 lives, 20 kills, 200 races and its controls.
test('30 lives with cases of every kind, 4 kills and 4 races → all decided or overtaken, nothing lost, nothing twice', async () => {
  const { code, last, complaints } = await runCommand('prove', [
    ...['cases', '--lives', '30', '--kills', '4', '--races', '4', '--no-controls', '--seed', '3', '--json'],
  ]);
  expect({ complaints, code, ok: last.ok }).toEqual({ complaints: '', code: 0, ok: true });
}, 600_000);
