import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { inProject } from '#scripts/setup/places.mjs';

export interface AlertRule {
  alert: string;
  expr: string;
  annotations: { summary: string; runbook: string };
}

/** Every alert rule we ship. */
export const alertRules = (): AlertRule[] =>
  (
    parse(readFileSync(inProject('deploy/prometheus/anjia-rules.yaml'), 'utf8')) as {
      groups: { rules: AlertRule[] }[];
    }
  ).groups.flatMap(({ rules }) => rules);

const WORDS = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'and',
  'or',
  'unless',
  'offset',
  'bool',
  'group_left',
]);

/** The metrics an expression asks for: what is left without strings, matchers, groupings, ranges and functions. */
export function metricsIn(expr: string): string[] {
  const bare = expr
    .replace(/"(?:[^"\\]|\\.)*"/g, '')
    .replace(/\{[^}]*\}/g, ' ')
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(/\b(?:by|without|on|ignoring)\s*\([^)]*\)/g, ' ');
  const names = [...bare.matchAll(/[a-zA-Z_:][\w:]*(?!\w*\s*\()/g)].map(([name]) => name);
  return [...new Set(names.filter((name) => !WORDS.has(name)))];
}

/** The names a text of metrics has series or types for; histograms with the names of their parts. */
export function metricsOf(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, name = '', type] of text.matchAll(/^# TYPE (\S+) (\w+)/gm)) {
    names.add(name);
    if (type === 'histogram') for (const part of ['_bucket', '_sum', '_count']) names.add(name + part);
  }
  return names;
}
