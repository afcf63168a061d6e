import { expect, test } from '@jest/globals';
import type { NoticeView } from '#contracts/notices/http.ts';
import { byOrder } from '../../../web/features/notices/read-inbox/by-order.ts';

const notice = (
  id: string,
  orderId: string | null,
  read = false,
  caseId: string | null = null,
): NoticeView => ({
  id,
  template: 'chosen',
  title: id,
  text: id,
  orderId,
  caseId,
  at: '2026-11-22T00:00:00Z',
  read,
});

test('byOrder: one group an order where its newest notice stands; unread ones counted; loose ones alone', () => {
  const a = 'JZ261122-AAAAAAAA';
  const b = 'JZ261122-BBBBBBBB';
  const groups = byOrder([
    notice('1', b),
    notice('2', a),
    notice('3', null),
    notice('4', b, true),
    notice('5', null),
    notice('6', a),
  ]);
  expect(
    groups.map(({ orderId, unread, notices }) => [orderId, unread, notices.map(({ id }) => id)]),
  ).toEqual([
    [b, 1, ['1', '4']],
    [a, 2, ['2', '6']],
    [null, 1, ['3']],
    [null, 1, ['5']],
  ]);
});

test('byOrder: for staff a case is a group of its own, also beside notices of its order', () => {
  const order = 'JZ261122-AAAAAAAA';
  const groups = byOrder([
    notice('1', null, false, 'case-1'),
    notice('2', order),
    notice('3', order, false, 'case-2'),
    notice('4', null, true, 'case-1'),
  ]);
  expect(groups.map(({ caseId, orderId, notices }) => [caseId, orderId, notices.length])).toEqual([
    ['case-1', null, 2],
    [null, order, 1],
    ['case-2', order, 1],
  ]);
});
