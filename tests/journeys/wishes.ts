import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { mark, primary, sees, seesState, signsInAs } from './at-screen.ts';
import { placesOrder, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

/** Wishes and taboos on the phone: stated, met by all of the shortlist, shown back, read by ops. */
export function customerStatesWishes(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'wishes', device: 'phone' }, async (page) => {
    await signsInAs(page, instance, '李强');
    await page.locator('[data-service=elderCare]').click();
    await primary(page).click();
    await page.locator('[data-date]').nth(3).click();
    await page.locator('[data-part=allDay]').click();
    await page.getByRole('radio').first().waitFor();
    await primary(page).click();

    const more = page.getByTestId('more-wishes');
    await more.locator('summary').click();
    // Cleaning products are no matter of elder care.
    expect(await more.locator('[data-value=bluemoon]').count()).toBe(0);
    for (const wish of ['stroke', 'zibo', 'softFood', 'smoking'])
      await more.locator(`[data-value=${wish}]`).click();
    await more.getByText('已选 4 项').waitFor();
    await page.getByText('彩排订单').click();
    await primary(page).click();

    await seesState(page, 'toChoose');
    await page
      .getByTestId('wishes-met')
      .getByText(/会淄博话 · 护理过脑卒中 · 做软食 · 不要：吸烟/)
      .waitFor();
    const orderId = new URL(page.url()).pathname.split('/').at(-1)!;
    const ops = await instance.cast.staff('ops');
    const { shortlist, need } = await ops.call('order', { params: { orderId } });
    expect(need?.wishes).toEqual({
      illness: 'stroke',
      dialect: 'zibo',
      careHabits: ['softFood'],
      taboos: ['smoking'],
    });
    for (const { helper } of shortlist) {
      const { traits, skills } = await ops.call('helper', { params: { helperId: helper.id } });
      expect(traits.dialects).toContain('zibo');
      expect(traits.habits).toContain('softFood');
      expect(traits.habits).not.toContain('smoking');
      expect(skills.map(({ skill }) => skill)).toContain('illness:stroke');
    }
    await page.getByText('需求与费用明细').click();
    await page.getByTestId('wishes').getByText('护理过脑卒中').waitFor();

    await opsReadThem(instance, orderId);
    await ops.call('cancelOrder', { params: { orderId }, body: { reason: 'changedMind' } });
  });
}

function opsReadThem(instance: Instance, orderId: string): Promise<void> {
  return atScreen(instance, { name: 'wishes-ops', device: 'desktop' }, async (page) => {
    await signsInAs(page, instance, '陈静');
    await sees(page, '全部进行中');
    await page.goto(`${instance.url}/ops/orders/${orderId}`);
    await sees(page, /护理过脑卒中 · 做软食 · 不要：吸烟/);
  });
}

/** What a helper says of himself counts in the next search. */
export function helperSaysWhatWishesAreMet(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'traits', device: 'phone' }, async (page) => {
    await signsInAs(page, instance, '李红霞');
    await sees(page, '今天的服务');
    const me = await page.evaluate(
      async () => (await (await fetch('/api/v1/session')).json()) as { id: string },
    );
    await page.getByRole('link', { name: '我的', exact: true }).click();
    await page.getByTestId('open-traits').click();
    await isTrueOfMe(page, 'perfume', true);
    await page.locator('[data-action=setTraits]').click();
    await page.getByTestId('open-traits').getByText('用浓香水').waitFor();

    const [customer, ops] = await Promise.all([
      instance.cast.customer({ demo: 1 }),
      instance.cast.staff('ops'),
    ]);
    const orderId = await placesOrder(customer, {
      namedHelperId: me.id,
      daysAhead: 6,
      wishes: { taboos: ['perfume'] },
    });
    const { shortlist } = await until(customer, orderId, (o) => o.stage === 'selection');
    expect(shortlist.map(({ helper }) => helper.id)).not.toContain(me.id);
    const why = await ops.call('whyNot', { params: { orderId, helperId: me.id } });
    expect(why.code).toBe('taboos');
    await customer.call('cancelOrder', { params: { orderId }, body: { reason: 'changedMind' } });

    await page.getByTestId('open-traits').click();
    await isTrueOfMe(page, 'perfume', false);
    await page.locator('[data-action=setTraits]').click();
    await page.getByTestId('open-traits').getByText('用浓香水').waitFor({ state: 'detached' });
  });
}

async function isTrueOfMe(page: Page, habit: string, wanted: boolean): Promise<void> {
  const chip = page.locator(`[data-value=${habit}]`);
  if ((await chip.getAttribute('aria-pressed')) !== String(wanted)) await chip.click();
  expect(await chip.getAttribute('aria-pressed')).toBe(String(wanted));
}

/** Refused for the price: the next round says on each card what changed; then the same helper at another hour. */
export function customerAsksForOthers(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'rematch', device: 'phone' }, async (page) => {
    const customer = await instance.cast.customer({ demo: 1 });
    const orderId = await placesOrder(customer, { serviceCode: 'deepCleaning', daysAhead: 5 });
    const first = await until(customer, orderId, (o) => o.stage === 'selection');
    await signsInAs(page, instance, '李强');
    await sees(page, '全部服务');
    await page.goto(`${instance.url}/orders/${orderId}`);
    await seesState(page, 'toChoose');
    await mark(page);
    await page
      .getByTestId('round')
      .getByText(/第 1 轮/)
      .waitFor();
    await page.getByTestId('rematch').click();
    const asking = page.getByRole('dialog', { name: '换一批家政员' });
    await asking.locator('[data-value=price]').click();
    await asking.locator('[data-value=distance]').click();
    await asking.getByTestId('rematch-send').click();
    await page
      .getByTestId('round')
      .getByText(/第 2 轮/)
      .waitFor();

    const second = await until(customer, orderId, (o) => o.round === 2 && o.stage === 'selection');
    const prices = first.shortlist.map((c) => c.quote.totalFen);
    const average = Math.round(prices.reduce((sum, fen) => sum + fen, 0) / prices.length);
    for (const candidate of second.shortlist) {
      const card = page.locator(`[data-testid=candidate][data-helper="${candidate.helper.id}"]`);
      const line = card.locator('.compared [data-reason=price]');
      const cheaper = average - candidate.quote.totalFen;
      const words = cheaper > 0 ? '便宜' : cheaper === 0 ? '同价' : '贵';
      expect(await line.textContent()).toContain(words);
      if (cheaper !== 0) expect(await line.textContent()).toContain((Math.abs(cheaper) / 100).toString());
      expect(await card.locator('.compared [data-reason=distance]').count()).toBe(1);
    }
    const better = second.shortlist.filter((c) => c.quote.totalFen < average).length;
    expect(
      await page.locator('[data-testid=what-changed] [data-reason=price]').getAttribute('data-better'),
    ).toBe(String(better));
    await asksForAnotherHour(page, customer, orderId);
    await customer.call('cancelOrder', { params: { orderId }, body: { reason: 'changedMind' } });
  });
}

type Customer = Awaited<ReturnType<Instance['cast']['customer']>>;

async function asksForAnotherHour(page: Page, customer: Customer, orderId: string): Promise<void> {
  const card = page.getByTestId('candidate').first();
  const helperId = (await card.getAttribute('data-helper'))!;
  await card.getByTestId('other-times').click();
  const sheet = page.getByRole('dialog', { name: /其他时间/ });
  const hours = sheet.getByTestId('other-start');
  await hours.waitFor();
  const wanted = (await hours.locator('option').nth(1).getAttribute('value'))!;
  await hours.selectOption(wanted);
  await sheet.getByTestId('other-times-send').click();
  await page
    .getByTestId('round')
    .getByText(/第 3 轮/)
    .waitFor();
  const again = page.getByTestId('candidate').first();
  expect(await again.getAttribute('data-helper')).toBe(helperId);
  await again.getByText('您指定的').waitFor();
  const third = await until(customer, orderId, (o) => o.round === 3);
  expect(third.shortlist[0]).toMatchObject({ startsAt: wanted, helper: { id: helperId } });
  expect(third.windowStart).toBe(wanted);
}
