import { expect } from '@jest/globals';
import type { OrderView } from '#contracts/orders/order.ts';
import type { Person } from '#scripts/prove/simulate/people.ts';
import { mark, sees, seesState, signsInAs } from './at-screen.ts';
import { agrees, placesOrder, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

const DAYS_AHEAD = 9;
const HELPER = '张爱华';

/** Leave on the helper's phone: the planned visit is shown before it is saved; an open shortlist loses her at once. */
export function leaveShowsAtOnce(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'leave-customer', device: 'phone' }, (looking) =>
    atScreen(instance, { name: 'leave-helper', device: 'phone' }, async (page) => {
      const { li, helper, ops } = await castOf(instance);
      const wish = { namedHelperId: helper.me.id, daysAhead: DAYS_AHEAD };
      // Somebody else's visit: what becomes of it is no news to the one who looks.
      const zhang = await instance.cast.customer({ demo: 0 });
      const planned = await placesOrder(zhang, { ...wish, ...morning(DAYS_AHEAD) });
      await agrees(zhang, helper, planned);
      const open = await placesOrder(li, { ...wish, ...evening(DAYS_AHEAD) });
      const selection = await until(li, open, (o) => o.stage === 'selection');
      expect(offers(selection)).toContain(helper.me.id);

      await signsInAs(looking, instance, '李强');
      await sees(looking, '全部服务');
      await looking.goto(`${instance.url}/orders/${open}`);
      await seesState(looking, 'toChoose');
      await mark(looking);
      const card = looking.locator(`[data-testid=candidate][data-helper="${helper.me.id}"]`);
      expect(await card.getAttribute('data-gone')).toBe('false');

      await signsInAs(page, instance, HELPER);
      await page.getByTestId('open-calendar').waitFor();
      await page.goto(`${instance.url}/helper/calendar/leave`);
      const day = localDay(DAYS_AHEAD);
      await page.locator('[name=leaveFrom]').fill(day);
      await page.locator('[name=leaveTo]').fill(day);
      await page.locator('[data-action=addLeave]').click();
      const conflicts = page.getByTestId('conflicts');
      await conflicts.getByText('日常保洁').waitFor();
      // Nothing is saved yet: the shortlist still has her.
      expect(await card.getAttribute('data-gone')).toBe('false');
      await page.getByTestId('conflict-confirm').click();
      await conflicts.waitFor({ state: 'detached' });

      // The customer's screen hears of it by itself.
      await looking.locator(`[data-helper="${helper.me.id}"][data-gone=true]`).waitFor({ timeout: 8_000 });
      await until(ops, planned, (o) => o.cases.some((c) => c.kind === 'fitness' && c.status === 'open'));
      const next = await placesOrder(li, { ...wish, ...evening(DAYS_AHEAD) });
      expect(offers(await until(li, next, (o) => o.stage === 'selection'))).not.toContain(helper.me.id);
      await sees(page, /请假/);
      await tidyUp(zhang, helper, [planned]);
      await tidyUp(li, helper, [open, next]);
    }),
  );
}

/** Ops end a certificate: the next shortlist is without her, and the planned visit waits for a decision on the board. */
export function certificateShowsAtOnce(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'certificate', device: 'desktop' }, async (page) => {
    const { li, helper, ops } = await castOf(instance);
    const wish = { serviceCode: 'elderCare', namedHelperId: helper.me.id, daysAhead: 11 };
    const planned = await placesOrder(li, wish);
    await agrees(li, helper, planned);
    const { skills } = await ops.call('helper', { params: { helperId: helper.me.id } });
    const before = skills.find(({ skill }) => skill === 'elderCare')!.validUntil!;

    await signsInAs(page, instance, '陈静');
    await sees(page, '全部进行中');
    await page.goto(`${instance.url}/ops/helpers/${helper.me.id}`);
    await page.getByTestId('change-elderCare').click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=date]').fill(localDay(1));
    await dialog.getByText('证书被吊销').click();
    await dialog.getByTestId('certificate-save').click();
    await dialog.getByTestId('conflicts').getByText(planned).waitFor();
    await dialog.getByTestId('certificate-save').click();
    await dialog.waitFor({ state: 'detached' });

    await page.goto(`${instance.url}/ops`);
    await page.getByRole('row').filter({ hasText: planned }).first().waitFor();
    await page.goto(`${instance.url}/ops/cases`);
    await page.getByText(planned).first().waitFor();
    const seen = await until(ops, planned, (o) => o.cases.length > 0);
    expect(seen.cases[0]).toMatchObject({ kind: 'fitness', reason: 'certificateExpired', status: 'open' });

    const next = await placesOrder(li, { ...wish, daysAhead: 12 });
    expect(offers(await until(li, next, (o) => o.stage === 'selection'))).not.toContain(helper.me.id);
    const why = await ops.call('whyNot', { params: { orderId: next, helperId: helper.me.id } });
    expect(why.code).toBe('certificate');
    await ops.call('setCertificate', {
      params: { helperId: helper.me.id, skill: 'elderCare' },
      body: { validUntil: before, reason: 'wrongDate' },
    });
    await tidyUp(li, helper, [next, planned]);
  });
}

async function castOf(instance: Instance): Promise<{ li: Person; helper: Person; ops: Person }> {
  const [li, ops] = await Promise.all([instance.cast.customer({ demo: 1 }), instance.cast.staff('ops')]);
  const { logins } = await li.call('demoLogins', {});
  const helper = await instance.cast.helper(logins.find((l) => l.name === HELPER)!.id);
  return { li, helper, ops };
}

const offers = (order: OrderView): string[] =>
  order.shortlist.filter((c) => !c.gone).map(({ helper }) => helper.id);

const ZONE = 8 * 3_600_000;
const localDay = (daysAhead: number): string =>
  new Date(Date.now() + ZONE + daysAhead * 86_400_000).toISOString().slice(0, 10);
const hours = (daysAhead: number, from: number, to: number) => {
  const midnight = Date.parse(`${localDay(daysAhead)}T00:00:00Z`) - ZONE;
  const at = (hour: number): string => new Date(midnight + hour * 3_600_000).toISOString();
  return { windowStart: at(from), windowEnd: at(to) };
};
const morning = (daysAhead: number) => hours(daysAhead, 8, 12);
const evening = (daysAhead: number) => hours(daysAhead, 15, 19);

/** The other journeys find the city unchanged. */
async function tidyUp(customer: Person, helper: Person, orderIds: string[]): Promise<void> {
  for (const orderId of orderIds)
    await customer.call('cancelOrder', { params: { orderId }, body: { reason: 'changedMind' } });
  const { leaves } = await helper.call('myCalendar', { query: {} });
  for (const { id } of leaves) await helper.call('removeLeave', { params: { leaveId: id } });
}
