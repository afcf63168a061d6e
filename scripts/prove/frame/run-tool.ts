import process from 'node:process';
import { optionLines, readOptions, WrongOption } from './options.ts';
import type { Tool } from './tool.ts';

export type ExitCode = 0 | 1 | 2;

/** Where lines go: stdout and stderr of the process, or lists in a test. */
export interface Printer {
  out(line: string): void;
  err(line: string): void;
}

/**
 * Runs one command. Exit code 0: every figure was reached; 1: not; 2: it could not run, for example because an option
 * is unknown. With 2 the last line is JSON with the reason; it begins with `name`.
 */
export async function runTool(input: {
  /** As a person types it. */
  command: string;
  name: Record<string, string>;
  load: () => Promise<Tool>;
  args: string[];
  printer: Printer;
}): Promise<ExitCode> {
  const { command, name, load, args, printer } = input;
  try {
    const tool = await load();
    const { json, help, ...values } = readOptions(tool.options, args);
    if (help) {
      for (const line of [`${command.replace(/ --$/, '')}: ${tool.about}`, ...optionLines(tool.options)])
        printer.out(line);
      if (tool.notes) printer.out(tool.notes);
      return 0;
    }
    const reached = await tool.run({
      values,
      json,
      print: (result) => printer.out(typeof result === 'string' ? result : JSON.stringify(result)),
      say(line) {
        if (!json) printer.err(line);
      },
      complain: printer.err,
    });
    return reached ? 0 : 1;
  } catch (error) {
    const { message, stack } = error as Error;
    printer.err(
      error instanceof WrongOption ? `${message}\nOptions: ${command} --help` : String(stack ?? error),
    );
    printer.out(JSON.stringify({ ...name, ok: false, error: String(message ?? error) }));
    return 2;
  }
}

/** The process of a command. A signal ends it, and the exit handlers end what it has started. */
export async function runProcess(run: (args: string[], printer: Printer) => Promise<ExitCode>) {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));
  const printer = { out: (line: string) => console.log(line), err: (line: string) => console.error(line) };
  process.exit(await run(process.argv.slice(2), printer));
}

/** `npm run <script>` for a command of one name. */
export const runScript = (script: string, tool: Tool): Promise<void> =>
  runProcess((args, printer) =>
    runTool({
      command: `npm run ${script} --`,
      name: { command: script },
      load: () => Promise.resolve(tool),
      ...{ args, printer },
    }),
  );
