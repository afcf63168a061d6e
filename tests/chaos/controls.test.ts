import { expect, test } from '@jest/globals';
import { runCommand } from '#tests/kills/run-command.ts';

// Without `dedupe` and `fence` orders stop until the run times out: those two are left to `npm run chaos --
// --controls`, which runs all four.
test.each(['key', 'guard'])(
  'without the %s a chaos run fails, and for that reason',
  async (guard) => {
    const { code, last } = await runCommand('chaos', [
      '--controls',
      '--guards',
      guard,
      '--seed',
      '5',
      '--json',
    ]);
    const controls = last.controls as { without: string; failedAsItMust: boolean; found: object }[];
    expect(controls).toMatchObject([{ without: guard, failedAsItMust: true }]);
    expect(code).toBe(0);
  },
  400_000,
);
