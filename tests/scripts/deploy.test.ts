import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { namesOf, readEnv } from '#platform/env.ts';
import { bundleWorkflows } from '#scripts/setup/bundle-workflows.mjs';
import { findNode, typescriptFlags } from '#scripts/setup/find-node.mjs';
import { inProject } from '#scripts/setup/places.mjs';

// No Docker engine is needed: the files are read, and what an image holds is put together here and tried.
const dockerfile = readFileSync(inProject('deploy/Dockerfile'), 'utf8');
const compose = readFileSync(inProject('deploy/compose.yaml'), 'utf8');
const { services } = parse(compose, { merge: true }) as {
  services: Record<
    string,
    {
      build?: { target: string };
      entrypoint?: string[];
      command?: string[];
      environment?: Record<string, string>;
    }
  >;
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
const MADE = ['node_modules', 'web/dist', 'build/workflows.js', 'build/workflows.traced.js'];

/** The files of one image in a folder of its own. */
function filesOf(target: string): string {
  const stage = stages.get(target)!;
  const folder = mkdtempSync(path.join(os.tmpdir(), `anjia-image-${target}-`));
  folders.push(folder);
  for (const name of [...stages.get(stage.from)!.copied, ...stage.copied]) {
    if (MADE.includes(name)) continue;
    cpSync(inProject(name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(inProject('node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

/** How the process of an image, or another one, ends there without settings. */
async function startIn(target: string, words = stages.get(target)!.command): Promise<string> {
  const folder = filesOf(target);
  const [program, ...args] = words;
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

const PERSON = ['--role', 'ops', '--phone', '13900000000', '--name', '陈静'];

test.each(['seed', 'namespace', 'person'])(
  'the files of image tasks are enough for %s',
  async (name) => {
    const { entrypoint, command } = services[name]!;
    const said = await startIn('tasks', entrypoint ? [...entrypoint, ...PERSON] : command);
    expect(said).toMatch(
      /Settings of the \w+ process are wrong[\s\S]*(DATABASE_URL|TEMPORAL_ADDRESS): is missing/,
    );
  },
  90_000,
);

test('the worker takes the bundle that the image holds, with tracing and without: two builds', async () => {
  const folder = filesOf('worker');
  mkdirSync(path.join(folder, 'build'));
  expect(stages.get('worker')!.copied).toEqual(['build/workflows.js', 'build/workflows.traced.js']);
  for (const [traced, name] of [
    [false, 'workflows.js'],
    [true, 'workflows.traced.js'],
  ] as const)
    cpSync(await bundleWorkflows({ traced }), path.join(folder, 'build', name));
  const codePath = path.join(folder, 'build/workflows.js');
  const ask = `const { workflowBuild } = await import('./activities/worker/workflow-build.ts');
    for (const traced of [false, true]) console.log(JSON.stringify(await workflowBuild('${codePath}', { traced })));`;
  const node = await findNode();
  const args = [...typescriptFlags(node), '--input-type=module', '--eval', ask];
  const { stdout, stderr } = spawnSync(node, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  const builds = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line || 'null'));
  expect([builds, stderr]).toEqual([
    [
      { workflowBundle: { codePath }, buildId: expect.stringMatching(/^[0-9a-f]{32}$/) },
      {
        workflowBundle: { codePath: path.join(folder, 'build/workflows.traced.js') },
        buildId: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    ],
    expect.not.stringContaining('Error'),
  ]);
  expect(builds[0].buildId).not.toBe(builds[1].buildId);
  const [bare, traced] = MADE.slice(2).map((name) => readFileSync(path.join(folder, name), 'utf8'));
  expect(traced).toContain('trace-interceptors');
  expect(bare).not.toContain('trace-interceptors');
}, 180_000);

test('every file that is copied or run exists, or is made by the build', () => {
  const commands = [
    ...[...stages.values()].flatMap(({ command }) => command),
    ...Object.values(services).flatMap(({ entrypoint = [], command = [] }) => [...entrypoint, ...command]),
  ];
  const run = commands.filter((word) => /\.(ts|mjs)$/.test(word));
  const copied = [...stages.values()].flatMap((stage) => stage.copied);
  expect(run.length).toBeGreaterThanOrEqual(7);
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

/** What the lines ENV of an image set. */
const envOf = (stage: string): string[] =>
  [...new RegExp(`AS ${stage}\\n([\\s\\S]*?)(?:\\nFROM |$)`).exec(dockerfile)![1]!.matchAll(/^ENV (.+)$/gm)]
    .flatMap(([, line]) => line!.split(' '))
    .map((pair) => pair.split('=')[0]!);

/** Settings that no installation needs to pass, and why. */
const NOT_PASSED = {
  ANJIA_WITHOUT: 'takes guards away, in development only',
};

test.each(['api', 'worker'] as const)(
  'service %s gets every setting that its process reads, under its own name',
  (name) => {
    const { environment = {} } = services[name]!;
    const given = [...Object.keys(environment), ...envOf('base'), ...envOf(name)];
    const missing = namesOf(name).filter((one) => !given.includes(one) && !(one in NOT_PASSED));
    expect(missing).toEqual([]);
    const known = [...namesOf(name), 'NODE_ENV', 'NODE_OPTIONS', 'MALLOC_ARENA_MAX', 'WORKFLOW_BUNDLE'];
    expect(given.filter((one) => !known.includes(one))).toEqual([]);
    for (const [key, value] of Object.entries(environment))
      if (value.includes('${')) expect([key, value]).toEqual([key, expect.stringContaining(`\${${key}:`)]);
  },
);

test('a task gets every setting that it reads', () => {
  const tasks = { migrate: 'migrate', seed: 'seed', person: 'person', namespace: 'temporal' } as const;
  for (const [service, name] of Object.entries(tasks)) {
    const given = [...Object.keys(services[service]!.environment ?? {}), ...envOf('base')];
    expect([service, namesOf(name).filter((one) => !given.includes(one))]).toEqual([service, []]);
  }
});

test('every variable of the compose file is in the example, and every name of the example is used', () => {
  const example = readFileSync(inProject('deploy/settings.example.env'), 'utf8');
  const used = [...new Set([...compose.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name!))];
  const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name!);
  expect(named.sort()).toEqual(used.sort());
  expect(named.length).toBeGreaterThan(25);
  // Given as in the example, what is left to fill in is told by name.
  const required = [...compose.matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name!);
  expect(required).toContain('ANJIA_SECRET');
});

test('an example whose gaps are filled starts API and worker; without its providers it does not', () => {
  const example = readFileSync(inProject('deploy/settings.example.env'), 'utf8');
  const source = {
    ...Object.fromEntries(
      [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
    ),
    ANJIA_SECRET: 's'.repeat(32),
  };
  expect(() => readEnv({ process: 'api', source })).toThrow(/GATEWAY_URL[\s\S]*PAYMENT_GATEWAY_URL/);
  const whole = {
    ...source,
    GATEWAY_URL: 'https://messages.example',
    PAYMENT_GATEWAY_URL: 'https://payments.example',
    PAYMENT_GATEWAY_SECRET: 'p'.repeat(32),
  };
  expect(readEnv({ process: 'api', source: whole })).toMatchObject({ TRUST_PROXY: '1' });
  expect(readEnv({ process: 'worker', source: whole })).toMatchObject({ MAKE_CURRENT: true });
});

test('the Temporal to look at is told what the cluster is told', () => {
  const told = services.temporal!.command!.flatMap(
    (word) => /^--dynamic-config-value=(.+)=(\d+)$/.exec(word)?.slice(1) ?? [],
  );
  const cluster = readFileSync(inProject('scripts/cluster/write-config.mjs'), 'utf8').replaceAll('_', '');
  const limits = [...cluster.matchAll(/'((?:history\.max|system\.num)\w+)': always\((\d+)\)/g)];
  expect(limits.length).toBeGreaterThanOrEqual(3);
  expect(told).toEqual(limits.flatMap(([, key, value]) => [key, value]));
});
