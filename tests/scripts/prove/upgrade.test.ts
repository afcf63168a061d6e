import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { type OpenCase, unattended } from '#scripts/prove/upgrade/case-rows.ts';
import { olderCheckout } from '#scripts/prove/upgrade/older-checkout.ts';
import { PLACES } from '#scripts/prove/upgrade/places.ts';

const row = (kind: string, orderId: string | null = 'JZ1'): OpenCase => ({ id: `${kind}-1`, kind, orderId });
const nobody = { workflows: [], askedAbout: new Map<string, string | null>() };

test('an open case whose order asks about it, or which has a workflow, is attended to', () => {
  const cases = [row('arrival')];
  expect(unattended(cases, nobody)).toEqual(cases);
  expect(unattended(cases, { ...nobody, askedAbout: new Map([['JZ1', 'arrival-1']]) })).toEqual([]);
  expect(unattended(cases, { ...nobody, workflows: ['case-arrival-1-1'] })).toEqual([]);
  expect(unattended([row('general', null)], { ...nobody, workflows: ['case-general-1-2'] })).toEqual([]);
});

test('an open order that asks about another case, or about none, attends to none; only a penalty waits for it', () => {
  for (const asked of ['fitness-1', null])
    expect(unattended([row('arrival')], { ...nobody, askedAbout: new Map([['JZ1', asked]]) })).toHaveLength(
      1,
    );
  expect(unattended([row('penalty')], { ...nobody, askedAbout: new Map([['JZ1', null]]) })).toEqual([]);
  expect(unattended([row('penalty')], nobody)).toHaveLength(1);
  expect(unattended([row('general', null)], { ...nobody, workflows: ['case-general-10-1'] })).toHaveLength(1);
});

test('every stage in which an order is open is a place at which the version changes', () => {
  const names = PLACES.map(({ name }) => name).join(', ');
  for (const word of ['inquiry', 'matching', 'selection', 'agreement', 'scheduled', 'visit', 'settlement'])
    expect(names).toContain(word);
  expect(new Set(PLACES.map(({ name }) => name)).size).toBe(PLACES.length);
});

test('a commit that is not here → a clear error', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-older-'));
  const from = { from: 'nosuchcommit', folder: path.join(folder, 'older'), say: () => undefined };
  await expect(olderCheckout(from)).rejects.toThrow(/There is no commit nosuchcommit/);
  rmSync(folder, { recursive: true });
});
