import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import type { Endpoint } from '#contracts/endpoint.ts';
import { http } from '#contracts/http.ts';
import type { Role } from '#contracts/people/roles.ts';
import type { PreparedData } from './prepare-data.ts';
import { settingsFile } from './settings.ts';

export interface Fuzzed {
  role: Role | 'guest';
  requests: number;
  /** Of those with right data: how many went through to the work behind. */
  accepted: number;
  serverErrors: number;
  contractBreaks: number;
  failures: { title: string; operations: string[] }[];
  report: string;
}

interface Report {
  complete: boolean;
  operations: { selected: number; tested: number };
  test_cases: { generated: number };
  failures: { type: string; title: string; count: number; operations: string[] }[];
  errors: { title?: string; message?: string }[];
  valid_rates: Record<string, Record<string, { accepted: number }>>;
}

/** One run of schemathesis as one person, over what that role may call; a guest gets what is open to everyone. */
export async function fuzzRole(input: {
  program: string;
  url: string;
  role: Role | 'guest';
  prepared: PreparedData;
  seconds: number;
  seed: number;
  folder: string;
}): Promise<Fuzzed> {
  const { role, prepared, folder } = input;
  const base = path.join(folder, role);
  writeFileSync(`${base}.toml`, settingsFile(prepared));
  const args = ['--config-file', `${base}.toml`, '--no-color', 'run', `${input.url}/api/openapi.json`];
  args.push('--checks', 'all', '--max-time', String(input.seconds), '--seed', String(input.seed));
  args.push('--generation-database', 'none', '--warnings', 'off', '--output-sanitize', 'false');
  args.push('--report', 'json', '--report-json-path', `${base}.json`);
  for (const name of operationsOf(role)) args.push('--include-operation-id', name);
  if (role !== 'guest') args.push('-H', `Authorization: Bearer ${prepared.tokens[role]}`);
  const printed = await printedBy({ ...input, args });
  writeFileSync(`${base}.txt`, printed);
  const report = existsSync(`${base}.json`)
    ? (JSON.parse(readFileSync(`${base}.json`, 'utf8')) as Report)
    : undefined;
  // A run that tested nothing has found nothing, and must not count as a clean one.
  if (!report?.complete || report.operations.tested < report.operations.selected)
    throw new Error(`schemathesis did not come to its end as ${role}:\n${printed.slice(-3000)}`);
  const count = (isServer: boolean) =>
    report.failures
      .filter(({ type }) => (type === 'ServerError') === isServer)
      .reduce((sum, failure) => sum + failure.count, 0);
  return {
    role,
    requests: report.test_cases.generated,
    accepted: Object.values(report.valid_rates)
      .flatMap((phases) => Object.values(phases))
      .reduce((sum, { accepted }) => sum + accepted, 0),
    serverErrors: count(true),
    contractBreaks: count(false) + report.errors.length,
    failures: [
      ...report.failures.map(({ title, operations }) => ({ title, operations })),
      ...report.errors.map(({ title, message }) => ({ title: title ?? message ?? 'error', operations: [] })),
    ],
    report: `${base}.txt`,
  };
}

function operationsOf(role: Role | 'guest'): string[] {
  const rows = Object.entries(http) as [string, Endpoint][];
  return rows
    .filter(([, row]) => (role === 'guest' ? row.roles.length === 0 : row.roles.includes(role)))
    .map(([name]) => name)
    .filter((name) => name !== 'signOut');
}

function printedBy(input: {
  program: string;
  args: string[];
  seconds: number;
  folder: string;
}): Promise<string> {
  const { program, args, folder } = input;
  return new Promise((resolve, reject) => {
    const timeout = (input.seconds + 120) * 1000;
    const env = { ...process.env, COLUMNS: '160', PYTHONUTF8: '1' };
    // It keeps what failed in a folder beside it.
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env, timeout });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
    child.on('error', reject);
    child.on('close', () => resolve(printed));
  });
}
