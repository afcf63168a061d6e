import type { Break } from './breaks.ts';

/** The breaks without a line under "Unreleased" / "Breaking" that names operation and field as code, in back ticks. */
export function unnamedBreaks(found: Break[], changelog: string): Break[] {
  const lines = breakingLines(changelog);
  const names = (line: string, name: string) => line.includes(`\`${name}\``);
  return found.filter(
    ({ operation, field }) =>
      !lines.some((line) => names(line, operation) && (field === undefined || names(line, field))),
  );
}

/** The list items of the section, each as one line. */
function breakingLines(changelog: string): string[] {
  const unreleased = section(changelog, /^## Unreleased\b.*$/m, /^## /m);
  const breaking = section(unreleased, /^### Breaking\s*$/m, /^##/m);
  return breaking.split(/^- /m).slice(1);
}

function section(text: string, start: RegExp, end: RegExp): string {
  const from = start.exec(text);
  if (!from) return '';
  const rest = text.slice(from.index + from[0].length);
  const to = end.exec(rest);
  return to ? rest.slice(0, to.index) : rest;
}
