import { describe, expect, test } from '@jest/globals';
import { runNamed } from '#scripts/prove/frame/run-named.ts';
import { defineTool } from '#scripts/prove/frame/tool.ts';

/** Runs `npm run bench -- sample` with these arguments; `answer`: what the tool does. */
async function bench(args: string[], answer: boolean | Error = true) {
  const [out, err]: [string[], string[]] = [[], []];
  let values: unknown;
  const sample = defineTool({
    about: 'measures a sample',
    options: {
      sizes: { kind: 'wholes', help: 'sizes', default: [10, 20] },
      paths: { kind: 'list', help: 'paths', default: ['a', 'b'], oneOf: ['a', 'b', 'c'] },
      scale: { kind: 'decimal', help: 'a factor', default: 0.5 },
      instance: { kind: 'text', help: 'which one' },
      pictures: { kind: 'names', help: 'only these', oneOf: ['one', 'two'] },
    },
    notes: 'One line for each size.',
    async run(input) {
      values = input.values;
      input.say('on the way');
      input.complain('something is wrong');
      input.print({ size: 10 });
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  const printer = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
  const tools = { sample: async () => sample };
  const code = await runNamed({
    script: 'bench',
    plural: 'Benches',
    tools,
    argv: ['sample', ...args],
    printer,
  });
  return { code, out, err, values };
}

describe('a command of scripts/prove', () => {
  test('reached → 0, missed → 1, thrown → 2 and the reason as the last line', async () => {
    expect(await bench([])).toMatchObject({ code: 0, out: ['{"size":10}'] });
    expect(await bench([], false)).toMatchObject({ code: 1, out: ['{"size":10}'] });
    const { code, out } = await bench([], new Error('no server'));
    expect(code).toBe(2);
    expect(JSON.parse(out.at(-1)!)).toEqual({ bench: 'sample', ok: false, error: 'no server' });
  });

  test('--json leaves progress out, but not what is wrong', async () => {
    expect((await bench([])).err).toEqual(['on the way', 'something is wrong']);
    expect((await bench(['--json'])).err).toEqual(['something is wrong']);
  });

  test('defaults and given values of each kind', async () => {
    expect((await bench([])).values).toEqual({
      ...{ sizes: [10, 20], paths: ['a', 'b'], scale: 0.5, instance: undefined, pictures: [] },
    });
    const given = ['two', '--sizes', '1,2,3', '--paths=c', '--scale', '2', '--instance', 'cluster', 'one'];
    expect((await bench(given)).values).toEqual({
      ...{ sizes: [1, 2, 3], paths: ['c'], scale: 2, instance: 'cluster', pictures: ['two', 'one'] },
    });
  });

  test('--house is the former name of --instance', async () => {
    expect((await bench(['--house', 'start'])).values).toMatchObject({ instance: 'start' });
    expect((await bench(['--house=start'])).values).toMatchObject({ instance: 'start' });
  });

  test.each([
    [['--sizes', '10,'], '--sizes must be a whole number from 1'],
    [['--sizes', '0'], '--sizes must be a whole number from 1'],
    [['--paths', 'a,d'], '--paths d: must be a, b or c'],
    [['--scale', '0'], '--scale must be a number above 0'],
    [['--scale', 'Infinity'], '--scale must be a number above 0'],
    [['three'], 'three: must be one or two'],
    [['--speed', '2'], "Unknown option '--speed'"],
  ])('%j → 2, a message, and nothing ran', async (args, message) => {
    const { code, err, out, values } = await bench(args);
    expect(code).toBe(2);
    expect(err.join('\n')).toContain(message);
    expect(err.join('\n')).toContain('npm run bench -- sample --help');
    expect(JSON.parse(out.at(-1)!)).toMatchObject({ bench: 'sample', ok: false });
    expect(values).toBeUndefined();
  });

  test('--help shows every option and the notes', async () => {
    const { code, out, values } = await bench(['--help']);
    expect(code).toBe(0);
    expect(values).toBeUndefined();
    expect(out.join('\n')).toMatch(
      /^npm run bench -- sample: measures a sample\n.*--sizes 10,20.*--paths <a,b>.*\[pictures…\].*--json.*\nOne line for each size\.$/s,
    );
  });
});
