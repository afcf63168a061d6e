import { figureLine } from './figure.ts';
import { optionLines, readOptions, WrongOption } from './options.ts';
import type { Proof, Proved } from './proof.ts';

export type Proofs = Record<string, () => Promise<Proof>>;

/** Where lines go: stdout and stderr of the process, or lists in a test. */
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}

/**
 * Runs the proof that the first argument names. The last line on stdout is JSON.
 * Answers with the exit code: 0 when every figure is within its bound and every control failed, 1 when not,
 * 2 when the proof could not run.
 */
export async function runProof(argv: string[], proofs: Proofs, printer: Printer): Promise<0 | 1 | 2> {
  const [name = '', ...args] = argv;
  const load = Object.hasOwn(proofs, name) ? proofs[name] : undefined;
  if (!load) {
    printer.err(name ? `There is no proof ${name}.` : 'npm run prove -- <name> [--json] [--full] [options]');
    printer.err(`Proofs: ${Object.keys(proofs).sort().join(', ')}. Options: npm run prove -- <name> --help`);
    return 2;
  }
  const startedAt = Date.now();
  try {
    const proof = await load();
    const { json, full, help, ...values } = readOptions(proof.options, args);
    if (help) {
      for (const line of [`npm run prove -- ${name}: ${proof.about}`, ...optionLines(proof.options)])
        printer.out(line);
      return 0;
    }
    const say = (line: string) => {
      if (!json) printer.err(line);
    };
    const proved = await proof.run({ values, full, say, complain: printer.err });
    const ok = holds(proved);
    report(proved, say, printer.err);
    const { figures, controls = [], also } = proved;
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    printer.out(JSON.stringify({ prove: name, ok, seconds, full, figures, controls, ...also }));
    return ok ? 0 : 1;
  } catch (error) {
    printer.err(error instanceof WrongOption ? error.message : String((error as Error).stack ?? error));
    printer.out(JSON.stringify({ prove: name, ok: false, error: String((error as Error).message ?? error) }));
    return 2;
  }
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
