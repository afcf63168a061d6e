import { execFileSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { findNode } from '#scripts/setup/find-node.mjs';

test('a Node that is new enough runs the servers itself', async () => {
  expect(await findNode({ own: '24.0.0' })).toBe(process.execPath);
  expect(await findNode({ own: '26.1.0' })).toBe(process.execPath);
});

test('on an older one they get a newer one from the registry, or the old one when none comes', async () => {
  const node = await findNode({ own: '20.19.0' });
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  if (node === process.execPath) expect(version).toBe(process.version);
  else expect(version).toBe('v24.21.0');
}, 150_000);
