import { describe, expect, test } from '@jest/globals';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { readFilter } from '../../../web/features/orders/ops-board/board-filter.ts';
import { boardSections } from '../../../web/features/orders/ops-board/board-sections.ts';
import { missingKinds } from '../../../web/features/orders/ops-board/missing-kinds.ts';
import { temporalListUrl } from '../../../web/features/orders/ops-board/temporal-list.ts';

describe('boardSections', () => {
  const order = (id: string, stage: string, deadline: string | null, needsOps = false) =>
    ({ id, stage, deadline, needsOps, createdAt: '2026-11-22T00:00:00.000Z' }) as OrderSummary;

  test('what needs a person stands first, then the stages of a life, each with the nearest deadline on top', () => {
    const sections = boardSections([
      order('a', 'review', '2026-11-23T00:00:00.000Z'),
      order('b', 'selection', null),
      order('c', 'selection', '2026-11-22T10:00:00.000Z'),
      order('d', 'visit', '2026-11-22T12:00:00.000Z', true),
      order('e', 'review', null, true),
    ]);
    expect(sections.map((s) => [s.id, s.orders.map((o) => o.id)])).toEqual([
      ['needsOps', ['d', 'e']],
      ['selection', ['c', 'b']],
      ['review', ['a']],
    ]);
    // With those at the top, a section has the number that its chip shows.
    expect(sections.map((s) => [s.id, s.above])).toEqual([
      ['needsOps', 0],
      ['selection', 0],
      ['review', 1],
    ]);
  });

  test('no order is lost and none stands twice', () => {
    const orders = ['inquiry', 'closed', 'followUp'].flatMap((s, n) => [
      order(`${s}1`, s, null),
      order(`${s}2`, s, null, n === 1),
    ]);
    expect(boardSections(orders).flatMap((s) => s.orders)).toHaveLength(orders.length);
  });
});

describe('temporalListUrl', () => {
  const base = 'http://127.0.0.1:8233/namespaces/default/workflows?query=old';
  const queryOf = (filter: Parameters<typeof temporalListUrl>[1]) =>
    new URL(temporalListUrl(base, filter, new Date('2026-11-22T10:00:00Z'))).searchParams.getAll('query');

  test('overdue is asked with the absolute time of the click', () => {
    expect(queryOf({ overdue: 'true' })).toEqual([
      'ExecutionStatus="Running" AND WorkflowType="orderWorkflow" AND StageDeadline < "2026-11-22T10:00:00.000Z"',
    ]);
  });

  test('stage and need of ops are search attributes, and what somebody typed cannot break out of its quotes', () => {
    expect(queryOf({ stage: 'visit', needsOps: 'true' })[0]).toContain(
      'OrderStage="visit" AND NeedsOps=true',
    );
    expect(queryOf({ q: 'JZ26" OR 1=1' })[0]).toContain('WorkflowId STARTS_WITH "order-JZ26OR11"');
  });
});

test('readFilter: takes only what the board knows', () => {
  expect(readFilter(new URLSearchParams('stage=visit&needsOps=true&overdue=1&q= JZ26 '))).toEqual({
    stage: 'visit',
    needsOps: 'true',
    q: 'JZ26',
  });
  expect(readFilter(new URLSearchParams('stage=nonsense'))).toEqual({});
});

test('missingKinds: the board cannot be read → what readiness misses, as kinds that ops know', () => {
  expect(missingKinds('not ready: database, migrations, worker')).toEqual(['databaseDown', 'noPollers']);
  expect(missingKinds('stopping')).toEqual([]);
});
