import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { findNode, typescriptFlags } from '#scripts/setup/find-node.mjs';
import { inProject } from '#scripts/setup/places.mjs';

// No Docker engine is needed: the files are read, and what an image holds is put together here and tried.
const dockerfile = readFileSync(inProject('deploy/Dockerfile'), 'utf8');
const compose = readFileSync(inProject('deploy/compose.yaml'), 'utf8');
const { services } = parse(compose, { merge: true }) as {
  services: Record<string, { build?: { target: string }; command?: string[] }>;
};
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Stage {
  from: string;
  copied: string[];
  command: string[];
}

const stages = new Map<string, Stage>();
for (const line of dockerfile.replace(/\\\n/g, ' ').split('\n')) {
  const from = /^FROM (\S+) AS (\w+)/.exec(line);
  if (from) stages.set(from[2]!, { from: from[1]!, copied: [], command: [] });
  const stage = [...stages.values()].at(-1);
  const copy = /^COPY --from=build --chown=root:root (.+) \S+$/.exec(line);
  if (copy) stage!.copied.push(...copy[1]!.split(' ').map((one) => one.replace('/app/', '')));
  const command = /^CMD (\[.+\])$/.exec(line);
  if (command) stage!.command = JSON.parse(command[1]!);
}

/** Made while the image is built; everything else is in the repository. */
const MADE = ['node_modules', 'web/dist', 'build/workflows.js'];

/** The files of one image in a folder of its own, and how its process ends there without any setting. */
async function startIn(target: string): Promise<string> {
  const stage = stages.get(target)!;
  const folder = mkdtempSync(path.join(os.tmpdir(), `anjia-image-${target}-`));
  folders.push(folder);
  for (const name of [...stages.get(stage.from)!.copied, ...stage.copied]) {
    if (MADE.includes(name)) continue;
    cpSync(inProject(name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(inProject('node_modules'), path.join(folder, 'node_modules'));
  const [program, ...args] = stage.command;
  expect(program).toBe('node');
  const env = { PATH: process.env.PATH, ANJIA_MODE: 'production' };
  // The Node of the images, not the one that runs the tests.
  const node = await findNode();
  const all = [...typescriptFlags(node), ...args];
  const ended = spawnSync(node, all, { cwd: folder, env, encoding: 'utf8', timeout: 60_000 });
  return ended.stderr + ended.stdout;
}

test.each(['api', 'worker', 'tasks'])(
  'the files of image %s are enough: it gets as far as missing its settings',
  async (target) => {
    const said = await startIn(target);
    expect(said).toMatch(/Settings of the \w+ process are wrong/);
    expect(said).toMatch(/DATABASE_URL: is missing/);
  },
  90_000,
);

test('every file that is copied or run exists, or is made by the build', () => {
  const commands = [...stages.values(), ...Object.values(services)].flatMap(({ command = [] }) => command);
  const run = commands.filter((word) => /\.(ts|mjs)$/.test(word));
  const copied = [...stages.values()].flatMap((stage) => stage.copied);
  expect(run.length).toBeGreaterThanOrEqual(5);
  expect([...run, ...copied].filter((name) => !MADE.includes(name) && !existsSync(inProject(name)))).toEqual(
    [],
  );
});

test('every service is built from a stage that exists, and no image runs as root', () => {
  const targets = Object.values(services).flatMap(({ build }) => (build ? [build.target] : []));
  expect([...new Set(targets)].sort()).toEqual(['api', 'tasks', 'worker']);
  for (const target of targets) expect(stages.get(target)?.from).toBe('base');
  expect(dockerfile.split('AS base')[1]!.split('\nFROM ')[0]).toMatch(/^USER node$/m);
});

test('every setting named here is one that our processes read, and every variable is in the example', () => {
  const known = readFileSync(inProject('platform/env.ts'), 'utf8');
  // Node's and glibc's own, and the one that the worker reads beside its settings.
  const others = ['NODE_ENV', 'NODE_OPTIONS', 'MALLOC_ARENA_MAX', 'WORKFLOW_BUNDLE'];
  const given = [
    ...compose.matchAll(/^ {2,6}([A-Z][A-Z_]+): \$\{/gm),
    ...dockerfile.matchAll(/(?<=ENV .*)\b([A-Z][A-Z_]+)=/g),
  ].map(([, name]) => name!);
  const ours = given.filter((name) => !/^(POSTGRES_|DB)/.test(name) && !others.includes(name));
  expect(ours.length).toBeGreaterThan(15);
  expect(ours.filter((name) => !new RegExp(`\\b${name}:`).test(known))).toEqual([]);

  const example = readFileSync(inProject('deploy/settings.example.env'), 'utf8');
  const required = [...compose.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name!);
  expect(required.filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
  expect(required).toContain('ANJIA_SECRET');
});
