import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { inProject } from '#scripts/setup/places.mjs';
import { choresOf, sources, TELLING_SITES, tellingCalls } from './telling-sites.ts';

const all = sources();
const chores = choresOf(all.get('activities/start-chores.ts') ?? '');

describe('whoever tells a workflow after a commit: somebody tells it again', () => {
  test('every such call outside of workflows stands on the list, with what repeats it', () => {
    const found = Object.fromEntries(
      [...all]
        .map(([file, source]) => [file, tellingCalls(source)])
        .filter(([, calls]) => Object.keys(calls!).length),
    );
    // Red: a new call needs a repeat that a worker does (tests/platform/telling-sites.ts names it), or leaves with its line.
    expect(found).toEqual(
      Object.fromEntries(Object.entries(TELLING_SITES).map(([file, { calls }]) => [file, calls])),
    );
  });

  test.each(Object.entries(TELLING_SITES))('%s: its repeat exists and is proven', (_, { repeat }) => {
    if ('passes' in repeat) return expect(repeat.passes).not.toBe('');
    const [file, title] = repeat.proof;
    expect(readFileSync(inProject(file), 'utf8')).toContain(`test('${title}`);
    if ('worker' in repeat)
      expect(chores.filter((chore) => chore.includes(`${repeat.worker}(`))).toHaveLength(1);
  });

  test('the worker has chores', () => {
    expect(chores.length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    ['await handle.signal(signals.paymentSettled, body);', 'signal'],
    ['await client.workflow.getHandle(id)\n  .signal(signals.helperUnfit, body);', 'signal'],
    ['deps.temporal.signal<"x">({ orderId })', 'signal'],
    ['await client.workflow.signalWithStart(order, {});', 'signalWithStart'],
    ['void deps.temporal?.start(request, 1);', 'temporal.start'],
    ['await temporal.update(update);', 'temporal.update'],
    ['client.workflowService.signalWorkflowExecution({});', 'signalWorkflowExecution'],
    ['const { signal } = client.workflow.getHandle(id);', 'signal'],
  ])('finds %s', (source, call) => {
    expect(tellingCalls(source)).toEqual({ [call]: 1 });
  });

  test.each([
    'fetch(url, { signal: AbortSignal.timeout(1) });',
    'const { signal } = stopping;',
    '// handle.signal(…) would do',
    'await database.models.order.update({ where: { id } });',
    'hash.update(text); heartbeat.start();',
  ])('and not %s', (source) => {
    expect(tellingCalls(source)).toEqual({});
  });
});
