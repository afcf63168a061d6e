import { describe, expect, test } from '@jest/globals';
import { figure } from '#scripts/prove/frame/figure.ts';
import { defineProof, type Proved } from '#scripts/prove/frame/proof.ts';
import { runProof } from '#scripts/prove/frame/run-proof.ts';

const options = {
  orders: { kind: 'whole', help: 'how many', default: 3, full: 300, atLeast: 1 },
  temporal: { kind: 'text', help: 'which server', default: 'dev', oneOf: ['dev', 'cluster'] },
  from: { kind: 'text', help: 'a commit' },
  keep: { kind: 'flag', help: 'leave the folder' },
} as const;

/** Runs one proof, named `sample`, and returns what a caller of the command sees. */
async function prove(answer: Proved | Error, argv = ['sample']) {
  const [out, err]: [string[], string[]] = [[], []];
  let values: unknown;
  const sample = defineProof({
    about: 'measures a sample',
    options,
    async run(input) {
      values = input.values;
      input.say('on the way');
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const proofs = { sample: async () => sample, another: async () => sample };
  const code = await runProof(argv, proofs, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  const last = out.at(-1);
  return { code, out, err, values, last: last?.startsWith('{') ? JSON.parse(last) : undefined };
}

const lost = (value: number) => figure('lost', value, { is: 0 });
const failing = { name: 'no key', failed: true, saw: '2 doubled' };

describe('npm run prove', () => {
  test('every figure within its bound, every control failed → 0, the last line has them all', async () => {
    const figures = [lost(0), figure('p99 ms', 21.7, { atMost: 25 })];
    const { code, last, err } = await prove({ figures, controls: [failing], also: { seed: 1 } });
    expect(code).toBe(0);
    expect(last).toEqual({
      prove: 'sample',
      ok: true,
      seconds: 0,
      full: false,
      figures: [
        { name: 'lost', value: 0, bound: { is: 0 }, ok: true },
        { name: 'p99 ms', value: 21.7, bound: { atMost: 25 }, ok: true },
      ],
      controls: [failing],
      seed: 1,
    });
    expect(err).toEqual([
      'on the way',
      '✓ lost 0 (= 0)',
      '✓ p99 ms 21.7 (≤ 25)',
      '✓ control no key failed: 2 doubled',
    ]);
  });

  test('a figure out of bound → 1, said even with --json', async () => {
    const { code, last, err, out } = await prove({ figures: [lost(1)] }, ['sample', '--json']);
    expect(code).toBe(1);
    expect(last).toMatchObject({ ok: false, figures: [{ name: 'lost', value: 1, ok: false }] });
    expect(err).toEqual(['✗ lost 1 (= 0)']);
    expect(out).toHaveLength(1);
  });

  test('a control that did not fail → 1', async () => {
    const passed = { name: 'no key', failed: false, saw: '0 doubled' };
    const { code, last, err } = await prove({ figures: [lost(0)], controls: [failing, passed] });
    expect(code).toBe(1);
    expect(last).toMatchObject({ ok: false, controls: [failing, passed] });
    expect(err).toContain('✗ control no key passed: 0 doubled');
  });

  test('no figure at all → 1', async () => {
    expect(await prove({ figures: [] })).toMatchObject({ code: 1, last: { ok: false } });
  });

  test('a proof that throws → 2, the last line says why', async () => {
    const { code, last, err } = await prove(new Error('no server'));
    expect(code).toBe(2);
    expect(last).toEqual({ prove: 'sample', ok: false, error: 'no server' });
    expect(err.join('\n')).toContain('no server');
  });

  test('an unknown name, or none → 2 and the known names', async () => {
    for (const argv of [['smple'], [], ['toString']]) {
      const { code, err, out } = await prove({ figures: [lost(0)] }, argv);
      expect(code).toBe(2);
      expect(err.join('\n')).toContain('Proofs: another, sample.');
      expect(out).toEqual([]);
    }
  });

  test.each([
    ['is', 0, 0, true],
    ['is', 1, 0, false],
    ['atMost', 5, 5, true],
    ['atMost', 6, 5, false],
    ['atLeast', 5, 5, true],
    ['atLeast', 4, 5, false],
    ['under', 4.9, 5, true],
    ['under', 5, 5, false],
    ['atMost', Number.NaN, 5, false],
    ['is', Number.NaN, Number.NaN, false],
  ])('%s: %p against %p → %p', (kind, value, limit, ok) => {
    expect(figure('x', value, { [kind]: limit } as never).ok).toBe(ok);
  });

  describe('options', () => {
    const fine = { figures: [lost(0)] };
    test('defaults, given values, and the larger ones of --full', async () => {
      const usual = { orders: 3, temporal: 'dev', from: undefined, keep: false };
      expect((await prove(fine)).values).toEqual(usual);
      expect((await prove(fine, ['sample', '--full'])).values).toEqual({ ...usual, orders: 300 });
      const given = ['sample', '--full', '--orders', '7', '--temporal=cluster', '--from', 'abc', '--keep'];
      expect((await prove(fine, given)).values).toEqual({
        orders: 7,
        temporal: 'cluster',
        from: 'abc',
        keep: true,
      });
    });

    test.each([
      [['--orders', '0'], '--orders must be a whole number from 1'],
      [['--orders', '1.5'], '--orders must be a whole number from 1'],
      [['--orders='], '--orders must be a whole number from 1'],
      [['--temporal', 'cloud'], '--temporal cloud: must be dev or cluster'],
      [['--speed', '2'], "Unknown option '--speed'"],
      [['surplus'], "Unexpected argument 'surplus'"],
    ])('%j → 2, nothing ran', async (args, message) => {
      const { code, err, values, last } = await prove(fine, ['sample', ...args]);
      expect(code).toBe(2);
      expect(err.join('\n')).toContain(message);
      expect(values).toBeUndefined();
      expect(last).toMatchObject({ ok: false });
    });

    test('--help lists them and runs nothing', async () => {
      const { code, out, values } = await prove(fine, ['sample', '--help']);
      expect(code).toBe(0);
      expect(values).toBeUndefined();
      expect(out.join('\n')).toMatch(/measures a sample.*--orders 3 +how many \(--full: 300\).*--json/s);
    });
  });
});
