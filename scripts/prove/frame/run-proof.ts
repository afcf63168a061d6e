import { figureLine } from './figure.ts';
import type { Options, Values } from './options.ts';
import type { Proof, Proved } from './proof.ts';
import { runNamed } from './run-named.ts';
import type { ExitCode, Printer } from './run-tool.ts';
import type { Tool } from './tool.ts';

export type Proofs = Record<string, () => Promise<Proof>>;

/**
 * Runs the proof that the first argument names. The last line on stdout is JSON. Exit code 0 when every figure is
 * within its bound and every control failed, 1 when not, 2 when the proof could not run.
 */
export function runProof(argv: string[], proofs: Proofs, printer: Printer): Promise<ExitCode> {
  const tools = Object.entries(proofs).map(([name, load]) => [name, async () => toolOf(name, await load())]);
  return runNamed({ script: 'prove', plural: 'Proofs', tools: Object.fromEntries(tools), argv, printer });
}

const FULL = { full: { kind: 'flag', help: 'larger sizes, longer than 20 minutes' } } as const;

function toolOf(name: string, proof: Proof): Tool {
  return {
    about: proof.about,
    options: { ...proof.options, ...FULL },
    async run({ values, print, say, complain }) {
      const startedAt = Date.now();
      const { full, ...own } = values as Values<Options & typeof FULL>;
      const proved = await proof.run({ values: own, full, say, complain });
      const ok = holds(proved);
      report(proved, say, complain);
      const { figures, controls = [], also } = proved;
      const seconds = Math.round((Date.now() - startedAt) / 1000);
      print({ prove: name, ok, seconds, full, figures, controls, ...also });
      return ok;
    },
  };
}

const holds = ({ figures, controls = [] }: Proved) =>
  figures.length > 0 && figures.every(({ ok }) => ok) && controls.every(({ failed }) => failed);

/** What is wrong is printed with `--json`, too: the last line says how much, these lines are for a person. */
function report({ figures, controls = [] }: Proved, say: Printer['err'], complain: Printer['err']): void {
  if (figures.length === 0) complain('✗ no figure was measured');
  for (const one of figures) (one.ok ? say : complain)(figureLine(one));
  for (const { name, failed, saw } of controls)
    (failed ? say : complain)(
      `${failed ? '✓' : '✗'} control ${name} ${failed ? 'failed' : 'passed'}: ${saw}`,
    );
}
