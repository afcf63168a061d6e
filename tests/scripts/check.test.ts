import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { faultOfMessage } from '#scripts/check/fault-of-message.mjs';

const root = path.resolve(import.meta.dirname, '../..');
/** Large, and nothing that the parts below look at. */
const LEFT_OUT = ['tests/replay/histories/', 'docs/pictures/'];

describe('npm run check: a copy of the project with one fault for each part', () => {
  let copy: string;
  let checked: { status: number | null; lines: string[]; output: string };
  beforeAll(() => {
    copy = copyOfProject();
    append('contracts/durations.ts', '\nconst nothing: any = 1;\nexport const NOBODY_USES_THIS = nothing;\n');
    append('contracts/circle-a.ts', "import type { B } from './circle-b.ts';\nexport type A = B;\n");
    append('contracts/circle-b.ts', "import type { A } from './circle-a.ts';\nexport type B = A;\n");
    replace('contracts/people/people.ts', /^ *maskedPhone: .*\n/m, '');
    git('add', '-A');
    git('commit', '--quiet', '--message', 'Some things fixed');
    const parts = ['lint', 'unused', 'openapi', 'commits', 'tests'];
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [path.join(copy, 'scripts/check.mjs'), ...parts],
      { cwd: copy, encoding: 'utf8', env: { ...process.env, CI: 'true', NODE_OPTIONS: '' } },
    );
    checked = { status, lines: stdout.trimEnd().split('\n'), output: stdout + stderr };
  }, 240_000);
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  test.each([
    ['a lint error', /noExplicitAny/],
    ['a circle of files, of types only', /Dependency cycle detected/],
    ['an unused export', /NOBODY_USES_THIS +contracts\/durations\.ts/],
    ['a document that is not that of the code', /docs\/openapi\.json is not the document of this code/],
    ['a removed field of an answer', /Breaks a client: .*`me` and `maskedPhone`/],
    ['a commit message without an area', /"Some things fixed": the subject is not "area: what changed"/],
  ])('%s is told', (_, line) => {
    expect(checked.output).toMatch(line);
  });

  test('every part with a fault is red, the tests do not run, the last line counts', () => {
    expect(checked.status).toBe(1);
    expect(checked.lines.slice(-2)).toEqual([
      'Red: lint, unused, openapi, commits. The tests did not run.',
      '0 passed, 4 failed',
    ]);
  });

  function append(file: string, text: string): void {
    appendFileSync(path.join(copy, file), text);
  }
  function replace(file: string, what: RegExp, by: string): void {
    const before = readFileSync(path.join(copy, file), 'utf8');
    const after = before.replace(what, by);
    expect(after).not.toBe(before);
    writeFileSync(path.join(copy, file), after);
  }
  function git(...args: string[]): void {
    const who = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.invalid',
      '-c',
      'commit.gpgsign=false',
    ];
    execFileSync('git', [...who, ...args], { cwd: copy });
  }
  function copyOfProject(): string {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-check-'));
    const listed = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const files = execFileSync('git', ['-c', 'safe.directory=*', ...listed], { cwd: root, encoding: 'utf8' });
    for (const file of files.split('\0')) {
      if (LEFT_OUT.some((left) => file.startsWith(left)) || !isFile(path.join(root, file))) continue;
      cpSync(path.join(root, file), path.join(folder, file), { force: true });
    }
    for (const made of ['prisma/generated', '.anjia/prisma-client.hash'])
      cpSync(path.join(root, made), path.join(folder, made), { recursive: true });
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    return folder;
  }
});

/** A file that somebody has deleted and not committed yet is listed, too. */
const isFile = (file: string) => statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

describe('faultOfMessage', () => {
  test.each([
    'orders: an order may be placed for tomorrow',
    'visits, money: a fee is booked with the visit that caused it',
    'ci: the check runs every part\n\nWhy: one run shows everything.',
    'api: `POST /orders/:orderId/case-decision` stays as an alias',
  ])('%j is right', (message) => {
    expect(faultOfMessage(message)).toBeNull();
  });

  test.each([
    ['Fuzz as measured now', /not "area: what changed"/],
    ['fuzz: update figures', /"fuzz" is no area/],
    ['orders, fuzz: two things', /"fuzz" is no area/],
    ['orders:no blank', /not "area: what changed"/],
    [`orders: ${'x'.repeat(93)}`, /101 characters/],
    ['orders: a\nb', /below the subject/],
    ['orders: a\n\nSee /home/somebody/notes.txt', /a path of one machine: \/home\/somebody\/notes\.txt/],
  ])('%j is not', (message, fault) => {
    expect(faultOfMessage(message)).toMatch(fault);
  });
});
