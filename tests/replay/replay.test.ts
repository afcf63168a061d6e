import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { DeterminismViolationError } from '@temporalio/workflow';
import { ENDINGS } from '#contracts/orders/stages.ts';
import { aTestServer, type TestServer } from '#tests/support/an-order.ts';
import { workflowBundle } from '#tests/support/temporal.ts';
import { LIVES } from './lives.ts';
import { decode, FILES, FOLDER, readHistory, replay } from './stored-histories.ts';

/** `RECORD_HISTORIES=2026-11-22 npm test -- tests/replay` runs every order again and stores its history. */
const record = process.env.RECORD_HISTORIES;
(record ? describe : describe.skip)('record', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());
  test.each(LIVES)('$name', async ({ name, how, live }) => {
    const order = await server.anOrder(how);
    await live(order);
    await order.handle.result();
    const history = historyToJSON(await order.handle.fetchHistory());
    writeFileSync(
      path.join(FOLDER, `${name}.${record}.json`),
      `${JSON.stringify(JSON.parse(history), null, 1)}\n`,
    );
  });
});

describe('replay', () => {
  test('every ending has a recorded history', () => {
    const endings = new Set(FILES.map((file) => outcomeOf(file).ending));
    expect([...endings].sort()).toEqual([...ENDINGS].sort());
    expect(FILES.length).toBeGreaterThanOrEqual(LIVES.length);
  });

  test.each(FILES)('%s replays on this build', async (file) => {
    await replay(file);
  });

  test('nothing personal is in any history', () => {
    for (const file of FILES)
      expect(payloadsOf(readHistory(file))).not.toMatch(/阿姨|师傅|路\d+号|"1[3-9]\d{9}"|\+861\d{10}/);
  });

  test.each([
    ['a deleted step', /await \(0,\s*[\w.]*settleOrder\)\(order, visit\);/, ''],
    [
      'a step added before another',
      /await \(0,\s*[\w.]*takeInquiry\)\(order\);/,
      "await order.move('recordEvent', { event: { kind: 'visitDue', payload: {} } }, { actor: { id: null, role: 'system' }, cause: 'x', to: {} });",
    ],
  ])('%s is caught', async (_, step, instead) => {
    const code = readFileSync(workflowBundle().codePath, 'utf8');
    expect(step.test(code)).toBe(true);
    const changed = code.replace(step, instead);
    const file = FILES.find((name) => name.startsWith('completed-with-reward'))!;
    await expect(replay(file, changed)).rejects.toThrow(DeterminismViolationError);
  });
});

function outcomeOf(file: string): { ending: string } {
  const { result } = readHistory(file).events.at(-1)!.workflowExecutionCompletedEventAttributes!;
  return decode(result) as { ending: string };
}

/** Every payload of a history, decoded, beside its plain fields. */
function payloadsOf(history: unknown): string {
  const text = JSON.stringify(history);
  const decoded = [...text.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map((m) =>
    Buffer.from(m[1]!, 'base64').toString(),
  );
  return `${text}\n${decoded.join('\n')}`;
}
