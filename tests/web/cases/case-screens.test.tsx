import { afterEach, expect, test } from '@jest/globals';
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { CaseDetails, CaseView } from '#contracts/cases/case.ts';
import { Component as CasePage } from '../../../web/ops/case.tsx';
import { Component as ListPage } from '../../../web/ops/cases.tsx';
import { Component as InboxPage } from '../../../web/ops/inbox.tsx';
import { type Answers, atDesk, ME } from './at-desk.tsx';

afterEach(cleanup);
// A busy machine takes its time.
configure({ asyncUtilTimeout: 15_000 });

const ID = '00000000-0000-4000-8000-000000000001';
const AGENT = { id: '00000000-0000-4000-8000-0000000000ab', name: '孙倩' };
const caseView = (more: Partial<CaseView> = {}): CaseView => ({
  ...{ id: ID, round: 1, version: 1, orderId: null, serviceCode: null, kind: 'objection', variant: null },
  ...{ reason: 'late', status: 'open', openedAt: '2026-12-01T01:00:00.000Z', overdue: false },
  dueAt: new Date(Date.now() + 3_600_000).toISOString(),
  ...{ decision: null, decidedAt: null, proposal: null, helper: null, owner: null, note: 'a broken vase' },
  ...more,
});
const details = (more: Partial<CaseDetails> = {}): CaseDetails => ({
  ...caseView(),
  ...{ customer: null, openedBy: null, needsHand: null, mostFen: 12_000, decided: [], temporalUrl: null },
  decisions: ['rejected', 'reducePrice', 'free'],
  allowed: ['decideCase', 'handOverCase', 'extendDeadline'],
  timeline: [
    {
      ...{ id: '1', round: 1, at: '2026-12-01T01:00:00.000Z', kind: 'caseOpened' },
      ...{ payload: { reason: 'late' }, by: 'system', name: null, note: null, verified: true },
    },
  ],
  ...more,
});
const counts = { open: 2, mine: 0, overdue: 0 };
const list = (at: string, answers: Answers) => atDesk({ at, pattern: '/ops/cases', Page: ListPage, answers });
const page = (answers: Answers, me = {}) =>
  atDesk({ at: `/ops/cases/${ID}`, pattern: '/ops/cases/:caseId', Page: CasePage, answers, me });

test('the list: page after page, with an honest end', async () => {
  const second = '00000000-0000-4000-8000-000000000002';
  await list('/ops/cases', ({ path }) =>
    path.includes('after=p2')
      ? {
          body: { cases: [caseView({ id: second, note: 'a lost key' })], next: null, unreadable: [], counts },
        }
      : { body: { cases: [caseView()], next: 'p2', unreadable: [], counts } },
  );
  await screen.findByText('a broken vase');
  expect(screen.queryByText('a lost key')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  await screen.findByText('a lost key');
  await screen.findByText('2 cases, these are all');
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
  expect(screen.getAllByRole('link', { name: 'Objection' }).map((a) => a.getAttribute('href'))).toEqual([
    `/ops/cases/${ID}`,
    `/ops/cases/${second}`,
  ]);
});

test('the list: the older address of decided cases works; a tab changes the address and what is asked', async () => {
  const { asked, address } = await list('/ops/cases?status=decided', () => ({
    body: { cases: [], next: null, unreadable: [], counts },
  }));
  await screen.findByText('No decided cases yet');
  expect(asked.at(-1)!.path).toBe('/ops/cases?view=decided');
  fireEvent.click(screen.getByRole('radio', { name: 'Mine 0' }));
  await screen.findByText('You are in charge of no case');
  expect(address()).toBe('/ops/cases?view=mine');
  expect(asked.at(-1)!.path).toBe('/ops/cases?view=mine');
});

test('the list: one press takes a case over, also from a colleague; one’s own offers nothing', async () => {
  const mine = '00000000-0000-4000-8000-000000000003';
  const { asked } = await list('/ops/cases', ({ method }) =>
    method === 'GET'
      ? {
          body: {
            cases: [caseView({ owner: AGENT }), caseView({ id: mine, owner: { ...AGENT, id: ME.id } })],
            ...{ next: null, unreadable: [], counts },
          },
        }
      : { body: { ok: true, caseId: ID, version: 2 } },
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Take over' }));
  await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true));
  expect(asked.find(({ method }) => method === 'POST')).toEqual({
    ...{ method: 'POST', path: `/cases/${ID}/take-over`, body: {} },
  });
});

test('F45: a case that cannot be read is named with its link, and the others are listed', async () => {
  const odd = '00000000-0000-4000-8000-000000000004';
  await list('/ops/cases', () => ({
    body: { cases: [caseView()], next: null, unreadable: [{ id: odd }], counts },
  }));
  const named = await screen.findByTestId('unreadable');
  expect(named.textContent).toBe(`${odd} cannot be read. It was noted for repair.`);
  expect(within(named).getByRole('link').getAttribute('href')).toBe(`/ops/cases/${odd}`);
  expect(screen.getByText('a broken vase')).toBeTruthy();
});

test('the list: when it cannot be read, it says so and asks again', async () => {
  let down = true;
  await list('/ops/cases', () =>
    down
      ? { status: 503, body: { status: 503, code: 'Unavailable', title: 'We are busy.' } }
      : { body: { cases: [caseView()], next: null, unreadable: [], counts } },
  );
  const again = await screen.findByRole('button', { name: /again/i });
  down = false;
  fireEvent.click(again);
  await screen.findByText('a broken vase');
});

test('a case: a decision is asked once more with its effect, then sent to the case', async () => {
  const { asked } = await page(({ method, path }) => {
    if (method === 'GET') return path === `/cases/${ID}` ? { body: details() } : null;
    return { body: { ok: true, caseId: ID, version: 2 } };
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Decide' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByRole('radio', { name: /Reduce the price/ }));
  fireEvent.change(await within(dialog).findByLabelText(/Reduction/), { target: { value: '9' } });
  fireEvent.mouseDown(within(dialog).getByLabelText('Reason'));
  fireEvent.click(await screen.findByTitle('Checked by phone'));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Next' }));
  await within(dialog).findByRole('alert');
  expect(within(dialog).getByRole('alert').textContent).toMatch(/The customer pays .*9.* less/);
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Yes, do it' }));
  await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true));
  expect(asked.find(({ method }) => method === 'POST')).toEqual({
    ...{ method: 'POST', path: `/cases/${ID}/decision` },
    body: { decision: 'reducePrice', amountFen: 900, reason: 'checkedByPhone' },
  });
});

test('a case that somebody else has just decided: the refusal stands in the form', async () => {
  await page(({ method, path }) => {
    if (method === 'GET')
      return path === `/cases/${ID}` ? { body: details({ kind: 'general', decisions: ['done'] }) } : null;
    return { status: 409, body: { status: 409, code: 'CaseClosed', title: 'This case has been decided.' } };
  });
  fireEvent.click(await screen.findByRole('button', { name: 'Decide' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByRole('radio', { name: 'Done' }));
  fireEvent.mouseDown(within(dialog).getByLabelText('Reason'));
  fireEvent.click(await screen.findByTitle('Checked by phone'));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Next' }));
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Yes, do it' }));
  await within(dialog).findByText('This case has been decided.');
});

test('after a withdrawal the same decision says something else, and why the helper withdrew stands there', async () => {
  const changed = {
    ...{ id: '2', round: 1, at: '2026-12-01T01:05:00.000Z', kind: 'caseChanged', by: 'system' as const },
    ...{ payload: { variant: 'withdrawn', reason: 'ill' }, name: null, note: 'a broken leg', verified: true },
  };
  const withdrawn = details({ kind: 'arrival', variant: 'withdrawn', timeline: [changed] });
  await page(() => ({ body: withdrawn }));
  await screen.findByText('The question has changed: The helper withdrew · Ill');
  await screen.findByText('a broken leg');
  await screen.findByText(/Find out why, then charge the fee or excuse the helper/);
  fireEvent.click(screen.getByRole('button', { name: 'Decide' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.click(within(dialog).getByRole('radio', { name: 'The helper did not show' }));
  await within(dialog).findByText(/the order goes on with another helper/);
  expect(within(dialog).queryByText(/The order ends/)).toBeNull();
});

test('a case: hand it over to a colleague, who is not the one in charge already', async () => {
  const colleague = { id: '00000000-0000-4000-8000-0000000000ac', name: '刘洋', role: 'ops' };
  const { asked } = await page(({ method, path }) => {
    if (path === '/ops/staff') return { body: { staff: [{ ...AGENT, role: 'agent' }, colleague] } };
    if (method === 'GET') return { body: details({ owner: AGENT }) };
    return { body: { ok: true, caseId: ID, version: 2 } };
  });
  expect((await screen.findByTestId('case-owner')).textContent).toBe('孙倩');
  fireEvent.click(screen.getByRole('button', { name: 'Hand over' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.mouseDown(within(dialog).getByLabelText('To whom'));
  fireEvent.click(await screen.findByTitle('刘洋 · Operations'));
  expect(screen.queryByTitle('孙倩 · Agent')).toBeNull();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true));
  expect(asked.find(({ method }) => method === 'POST')).toMatchObject({
    ...{ path: `/cases/${ID}/hand-over`, body: { to: colleague.id } },
  });
});

test('an agent who may not decide this kind is told who does; of a decided case nothing is offered', async () => {
  await page(() => ({ body: details({ allowed: ['handOverCase'] }) }), { role: 'agent' });
  await screen.findByRole('button', { name: 'Hand over' });
  expect(screen.queryByRole('button', { name: 'Decide' })).toBeNull();
  cleanup();
  const decided = { status: 'decided' as const, decision: 'free', allowed: [], decisions: [] };
  await page(() => ({ body: details(decided) }));
  await screen.findByText('The case has been decided');
  expect(screen.queryByRole('button', { name: 'Hand over' })).toBeNull();
});

test('the inbox of staff: a notice of a case without an order leads to the case', async () => {
  const told = { id: ID, template: 'caseOverdue', title: 'A case is overdue', text: 'Other', read: false };
  const notices = [{ ...told, orderId: null, caseId: ID, at: '2026-12-01T01:00:00.000Z' }];
  await atDesk({
    ...{ at: '/ops/inbox', pattern: '/ops/inbox', Page: InboxPage },
    answers: () => ({ body: { unread: 1, next: null, unreadable: [], notices } }),
  });
  expect((await screen.findByRole('link', { name: /A case is overdue/ })).getAttribute('href')).toBe(
    `/ops/cases/${ID}`,
  );
});
