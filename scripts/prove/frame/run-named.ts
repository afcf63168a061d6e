import { type ExitCode, type Printer, runTool } from './run-tool.ts';
import type { Tool } from './tool.ts';

export type Tools = Record<string, () => Promise<Tool>>;

/** Runs the tool that the first argument names. An unknown name is exit code 2 and the list of names. */
export async function runNamed(input: {
  /** `prove` or `bench`: the script of package.json, and the field of the last line that holds the name. */
  script: string;
  /** What the tools are called. */
  plural: string;
  tools: Tools;
  argv: string[];
  printer: Printer;
}): Promise<ExitCode> {
  const { script, plural, tools, argv, printer } = input;
  const [name = '', ...args] = argv;
  const load = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (load)
    return runTool({
      command: `npm run ${script} -- ${name}`,
      name: { [script]: name },
      load,
      args,
      printer,
    });
  printer.err(name ? `Unknown name: ${name}.` : `npm run ${script} -- <name> [options]`);
  printer.err(
    `${plural}: ${Object.keys(tools).sort().join(', ')}. Options: npm run ${script} -- <name> --help`,
  );
  return 2;
}
