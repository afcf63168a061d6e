import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROLES } from '#contracts/people/roles.ts';
import { runScript } from './frame/run-tool.ts';
import { defineTool } from './frame/tool.ts';
import { findSchemathesis } from './fuzz/find-schemathesis.ts';
import { type Fuzzed, fuzzRole } from './fuzz/fuzz-role.ts';
import { ownInstance } from './fuzz/own-instance.ts';
import { prepareData } from './fuzz/prepare-data.ts';

const CALLERS = ['guest', ...ROLES] as const;

const fuzz = defineTool({
  about: 'schemathesis against the OpenAPI document, as every role in turn',
  options: {
    minutes: { kind: 'decimal', help: 'in all, shared by the roles', default: 5 },
    seed: {
      kind: 'whole',
      help: 'the same calls again (as far as the instance answers the same)',
      default: 1,
    },
    roles: {
      kind: 'list',
      help: `only these: ${CALLERS.join(', ')}`,
      default: CALLERS,
      oneOf: CALLERS,
    },
    url: { kind: 'text', help: 'a development instance that runs already, instead of one of its own' },
  },
  notes:
    'The last line is JSON with the counts. Exit code 1 when there is a server error or a broken promise, 2 when it could not run.',
  async run({ values, json, print }) {
    const { minutes, seed, roles } = values;
    const program = await findSchemathesis();
    const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-fuzz-report-'));
    const instance = values.url ? { url: values.url, stop: async () => undefined } : await ownInstance();
    const startedAt = Date.now();
    const fuzzed: Fuzzed[] = [];
    try {
      const prepared = await prepareData(instance.url);
      const seconds = Math.max(10, Math.round((minutes * 60) / roles.length));
      for (const role of roles) {
        const one = await fuzzRole({ program, url: instance.url, role, prepared, seconds, seed, folder });
        fuzzed.push(one);
        if (json) continue;
        print(`${role}: ${one.requests} requests, ${one.accepted} with right data went through`);
        for (const { title, operations } of one.failures) print(`  ${title}: ${operations.join(', ')}`);
      }
    } finally {
      await instance.stop();
    }
    const sum = (field: 'requests' | 'accepted' | 'serverErrors' | 'contractBreaks') =>
      fuzzed.reduce((total, one) => total + one[field], 0);
    const counts = {
      requests: sum('requests'),
      accepted: sum('accepted'),
      serverErrors: sum('serverErrors'),
      contractBreaks: sum('contractBreaks'),
    };
    const ok = counts.requests > 0 && counts.serverErrors === 0 && counts.contractBreaks === 0;
    const byRole = Object.fromEntries(fuzzed.map(({ role, requests }) => [role, requests]));
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    print({ fuzz: 'openapi', ok, ...counts, seed, seconds, byRole, reports: folder });
    return ok;
  },
});

await runScript('fuzz', fuzz);
