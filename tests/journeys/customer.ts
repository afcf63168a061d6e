import { expect } from '@jest/globals';
import { isMarked, mark, primary, sees, seesState, signsAgreement, signsInByCode } from './at-screen.ts';
import { signs, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

const PHONE = '13900000001';

/** A customer on the phone: one rehearsal from the log-in to the reward, the helper acting from elsewhere. */
export function customerLivesAnOrder(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'customer', device: 'phone' }, async (page) => {
    await signsInByCode(page, instance, PHONE);

    await page.locator('[data-service=dailyCleaning]').click();
    await primary(page).click();
    // The day after tomorrow: whole at any hour of today.
    await page.locator('[data-date]').nth(2).click();
    await page.locator('[data-part=allDay]').click();
    await page.getByRole('radio').first().waitFor();
    await primary(page).click();
    await page.getByText('彩排订单').click();
    await primary(page).click();

    await seesState(page, 'toChoose');
    await mark(page);
    const orderId = new URL(page.url()).pathname.split('/').at(-1)!;
    const cards = page.getByTestId('candidate');
    expect(await cards.count()).toBeGreaterThanOrEqual(1);
    expect(await cards.count()).toBeLessThanOrEqual(3);
    for (const card of await cards.all()) {
      expect(
        await card.getByRole('list', { name: '推荐理由' }).getByRole('listitem').count(),
      ).toBeGreaterThan(0);
      await card.getByText('价格明细').click();
      const total = await card.locator('.candidate-foot strong').textContent();
      expect(await card.locator('.price-total dd').textContent()).toBe(total);
    }

    await page.getByTestId('language-switch').click();
    await sees(page, 'To choose');
    await page.getByTestId('language-switch').click();
    await seesState(page, 'toChoose');

    const first = await cards.first().getAttribute('data-helper');
    await page.getByTestId('rematch').click();
    const asking = page.getByRole('dialog', { name: '换一批家政员' });
    await asking.locator('[data-value=price]').click();
    await asking.getByTestId('rematch-send').click();
    await sees(page, '第 2 轮');
    const others = await cards.evaluateAll((all) => all.map((card) => card.getAttribute('data-helper')));
    expect(others).not.toContain(first);

    await primary(page).click();
    await seesState(page, 'toSign');
    await primary(page).click();
    await signsAgreement(page, instance, PHONE);
    await page.locator('[data-testid=signed-customer][data-done=true]').waitFor();

    const customer = await instance.cast.customer({ demo: 0 });
    const { helper: chosen } = await until(customer, orderId, (o) => o.helper !== null);
    const helper = await instance.cast.helper(chosen!.id);
    await signs(helper, orderId);
    await sees(page, '双方已签署，合同生效');
    await primary(page).click();

    await seesState(page, 'scheduled');
    const startCode = (await page.getByTestId('start-code').textContent()) ?? '';
    expect(startCode).toMatch(/^\d{4}$/);
    await page.getByTestId('let-time-pass').click();
    // The helper may leave once the time has passed.
    await until(customer, orderId, (o) => o.stage === 'visit');
    const params = { orderId };
    await helper.call('depart', { params, body: {} });
    // Told by the live stream: polling would take up to 15 s each time.
    await seesState(page, 'departed', 8_000);
    await helper.call('checkIn', { params, body: { startCode } });
    await seesState(page, 'inService', 8_000);
    await helper.call('checkOut', { params, body: {} });
    await seesState(page, 'toConfirmDone', 8_000);

    await page.getByRole('button', { name: '确认完成' }).click();
    await seesState(page, 'toReview');
    await page.getByRole('button', { name: /^去支付 ¥/ }).click();
    await page.getByRole('button', { name: '支付成功' }).click();

    await page.getByRole('heading', { name: '评价这次服务' }).waitFor();
    await page.getByTestId('attitude-5').check();
    await page.getByTestId('effect-5').check();
    await page.locator('[data-value=yes]').click();
    await page.getByRole('button', { name: '提交评价' }).click();

    await seesState(page, 'completed');
    await page.getByTestId('follow-up').getByText('已奖励家政员').waitFor();
    await sees(page, /获得奖励 100 分/);
    expect(await isMarked(page)).toBe(true);
  });
}
