import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import i18next from 'i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { ProblemNotice } from '../../../web/components/problem-notice.tsx';
import { NotYet } from '../../../web/features/visits/run-visit/not-yet.tsx';
import { atDesk } from '../cases/at-desk.tsx';

afterEach(cleanup);

const TOMORROW = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
/** 14:00 in the city. */
const FROM = `${TOMORROW}T06:00:00.000Z`;
const draw = (Page: () => React.ReactNode) =>
  atDesk({ at: '/', pattern: '/', Page, answers: () => ({ body: {} }) });

test('F03: the refusal says from when, in both languages', async () => {
  const problem = { type: '', title: '', status: 409, code: 'TooEarly', from: FROM };
  await draw(() => <ProblemNotice problem={problem} />);
  const said = (await screen.findByRole('alert')).textContent;
  expect(said).toMatch(/^It is too early for this\. Possible from .*14:00( \(Beijing time\))?\.$/);
  const chinese = path.resolve(import.meta.dirname, '../../../web/locales/zh-CN/common.json');
  i18next.addResourceBundle('zh-CN', 'common', JSON.parse(readFileSync(chinese, 'utf8')));
  expect(i18next.getFixedT('zh-CN')('problem.from', { at: '14:00' })).toBe('14:00 起可以。');
});

test('F03: as long as a visit to come has no possible step, the page of the visit says from when', async () => {
  const order = {
    ...{ id: 'JZ261201-ABCDEFGH', stage: 'scheduled', phase: 'planned', allowed: ['withdrawHelper'] },
    visit: { departFrom: FROM, checkInFrom: FROM },
  } as unknown as OrderView;
  await draw(() => <NotYet order={order} phase="planned" />);
  expect((await screen.findByTestId('not-yet')).textContent).toMatch(
    /^You can set off from .*14:00( \(Beijing time\))?\.$/,
  );
  cleanup();
  await draw(() => <NotYet order={{ ...order, phase: 'departed' }} phase="departed" />);
  expect((await screen.findByTestId('not-yet')).textContent).toMatch(
    /^You can check in from .*14:00( \(Beijing time\))?\.$/,
  );
  cleanup();
  await draw(() => (
    <main>
      <NotYet order={{ ...order, stage: 'closed' }} phase="planned" />
    </main>
  ));
  await screen.findByRole('main');
  expect(screen.queryByTestId('not-yet')).toBeNull();
});
