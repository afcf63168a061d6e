import { expect } from '@jest/globals';
import { primary, sees, seesState, signsAgreement, signsInAs } from './at-screen.ts';
import { pays, placesOrder, signs, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

const PHONE = '13900000100';

/** A helper on the phone: from the offer to the reward, the customer acting from elsewhere. */
export function helperLivesAnOrder(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'helper', device: 'phone' }, async (page) => {
    const customer = await instance.cast.customer({ demo: 1 });
    await signsInAs(page, instance, '王淑芬');
    await sees(page, '今天的服务');
    const me = await page.evaluate(async () => {
      const answer = await fetch('/api/v1/session');
      return (await answer.json()) as { id: string };
    });

    // The offer comes while the helper looks at the list.
    await page.getByRole('link', { name: '派单' }).click();
    const orderId = await placesOrder(customer, { namedHelperId: me.id });
    const params = { orderId };
    const offer = page.locator(`[data-testid=offer][data-order="${orderId}"]`);
    await offer.getByText('您的收入').waitFor();
    const share = await offer.locator('.share strong').textContent();
    await offer.getByRole('button', { name: '接单' }).click();
    await offer.getByText('已接，等客户选').waitFor();

    await until(customer, orderId, (o) => o.stage === 'selection');
    await customer.call('chooseHelper', { params, body: { helperId: me.id } });
    await offer.getByRole('link', { name: '去签约' }).click();
    await signsAgreement(page, instance, PHONE);
    await page.locator('[data-testid=signed-helper][data-done=true]').waitFor();
    await signs(customer, orderId);
    await sees(page, '双方已签署，合同生效');

    await page.getByRole('link', { name: '今日' }).click();
    await page.locator(`[data-order="${orderId}"]`).waitFor();
    // What she earns, not what the customer pays.
    await page.locator(`[data-order="${orderId}"]`).getByTestId('share').getByText(share!).waitFor();
    await customer.call('letTimePass', { params, body: {} });
    const today = page.locator(`[data-order="${orderId}"]`);
    await today.getByRole('link', { name: '查看并出发' }).click();
    await page.locator('[data-action=depart]').click();
    await seesState(page, 'departed');

    const { visit } = await until(customer, orderId, (o) => o.visit?.startCode != null);
    const right = visit!.startCode!;
    await page.getByTestId('code-input').fill(right === '0000' ? '1111' : '0000');
    await page.locator('[data-action=checkIn]').click();
    const refusal = page.getByRole('alert');
    await refusal.getByText('开工码').waitFor();
    expect(await refusal.getAttribute('data-code')).toBe('WrongStartCode');
    await seesState(page, 'departed');
    await page.getByTestId('code-input').fill(right);
    await page.locator('[data-action=checkIn]').click();
    await seesState(page, 'inService');

    await page.locator('[data-action=checkOut]').click();
    await page.locator('[data-action=checkOutConfirm]').click();
    await seesState(page, 'toConfirmDone');

    await customer.call('confirmCompletion', { params, body: {} });
    await seesState(page, 'toReview');
    await pays(customer, orderId);
    await customer.call('submitReview', { params, body: { attitude: 5, effect: 5, contractKept: true } });
    await seesState(page, 'completed');

    await page.getByRole('link', { name: '收入' }).click();
    await sees(page, /奖励 100 分/);
    const earned = page.getByRole('listitem').filter({ hasText: orderId });
    await earned.filter({ hasText: '服务收入' }).getByText(`+${share}`).waitFor();
    expect(await primary(page).count()).toBe(0);
  });
}
