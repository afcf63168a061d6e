import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { identify } from '#scripts/start/processes.mjs';
import { NoInstance, runningInstance } from '#scripts/start/running-instance.ts';

describe('the instance that runs here', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'anjia-running-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const me = identify(process.pid)!;
  const addresses = (port: number) => ({
    url: `http://localhost:${port}`,
    databaseUrl: `postgresql://here:${port}/anjia`,
    temporalAddress: `here:${port}`,
  });
  /** What `npm start` (data) and `npm run cluster` (cluster) leave in their folders. */
  function left(name: 'data' | 'cluster', port: number, more: { supervisor?: object; ready?: boolean } = {}) {
    const { supervisor = me, ready = true } = more;
    const place = path.join(folder, name);
    mkdirSync(place, { recursive: true });
    writeFileSync(path.join(place, 'lock.json'), JSON.stringify({ supervisor, children: {} }));
    if (ready)
      writeFileSync(path.join(place, 'state.json'), JSON.stringify({ ...addresses(port), rolls: 0 }));
  }
  const found = (asked?: string) => runningInstance({ folder, asked });

  test('one runs → that one, whichever it is', () => {
    left('cluster', 2);
    expect(found()).toEqual({ name: 'cluster', ...addresses(2) });
    expect(found('cluster').name).toBe('cluster');
    expect(() => found('start')).toThrow(new NoInstance('No instance runs here: npm start starts one.'));
  });

  test('both run → say which', () => {
    left('data', 1);
    left('cluster', 2);
    expect(() => found()).toThrow(
      'Two instances run here, say which one: --instance start (http://localhost:1), --instance cluster (http://localhost:2).',
    );
    expect(found('start').url).toBe('http://localhost:1');
    expect(found('cluster').databaseUrl).toBe('postgresql://here:2/anjia');
  });

  test('none runs, or one that died and left its addresses → none', () => {
    expect(() => found()).toThrow('No instance runs here: npm start or npm run cluster starts one.');
    // The same pid, given to another process since.
    left('data', 1, { supervisor: { ...me, started: 'before' } });
    expect(() => found()).toThrow(NoInstance);
    left('cluster', 2);
    expect(found().name).toBe('cluster');
  });

  test('one that is starting → not ready yet; a half-written file is no instance', () => {
    left('data', 1, { ready: false });
    expect(() => found()).toThrow('not ready yet');
    writeFileSync(path.join(folder, 'data', 'lock.json'), '{');
    expect(() => found()).toThrow('No instance runs here');
  });

  test('a name that is none', () => {
    expect(() => found('both')).toThrow('--instance both: start or cluster?');
  });
});
