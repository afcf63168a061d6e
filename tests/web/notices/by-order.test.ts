import { expect, test } from '@jest/globals';
import type { NoticeView } from '#contracts/notices/http.ts';
import { byOrder } from '../../../web/features/notices/read-inbox/by-order.ts';

const notice = (id: string, orderId: string | null, read = false): NoticeView => ({
  id,
  template: 'chosen',
  title: id,
  text: id,
  orderId,
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
