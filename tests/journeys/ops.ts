import { expect } from '@jest/globals';
import { isMarked, mark, sees, signsInAs } from './at-screen.ts';
import { agrees, livesVisit, pays, placesOrder, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

/** Ops at the desk: a badly reviewed order asks for a person, who takes time, decides, and sees it written down. */
export function opsRepairAnOrder(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'ops', device: 'desktop' }, async (page) => {
    await signsInAs(page, instance, '陈静');
    await sees(page, '全部进行中');
    await mark(page);

    const customer = await instance.cast.customer({ demo: 2 });
    const orderId = await placesOrder(customer);
    const params = { orderId };
    const { shortlist } = await until(customer, orderId, (o) => o.stage === 'selection');
    const helper = await instance.cast.helper(shortlist[0]!.helper.id);
    await agrees(customer, helper, orderId);
    await customer.call('letTimePass', { params, body: {} });
    // What the customer was sent, read while it is true: after the check-in "on the way" is no longer sent.
    await livesVisit(customer, helper, orderId, async () => {
      const opened = page.waitForEvent('popup');
      await page.getByRole('link', { name: '发件箱' }).click();
      const outbox = await opened;
      await outbox.getByLabel('按手机号筛选').fill(customer.phone);
      await outbox.getByRole('button', { name: '筛选' }).click();
      const messages = outbox.getByTestId('outbox-message');
      await messages.filter({ hasText: '家政员已出发前来日常保洁' }).first().waitFor();
      await messages.filter({ hasText: '合同签署验证码' }).first().getByTestId('outbox-code').waitFor();
      await outbox.close();
    });
    await pays(customer, orderId);
    await page.getByRole('link', { name: orderId }).first().click();
    await page.getByTestId('act-extendDeadline').click();
    const extending = page.getByRole('dialog', { name: '延长时限' });
    await extending.getByTestId('act-submit').click();
    await extending.getByText('必填').waitFor();
    await extending.getByLabel('原因').click();
    await page.getByTitle('客户请求').click();
    await extending.getByTestId('act-submit').click();
    await extending.waitFor({ state: 'detached' });
    await event(page, '期限延长 30 分钟，至').waitFor();
    await page.goBack();

    await customer.call('submitReview', {
      params,
      body: { attitude: 1, effect: 2, contractKept: false, text: '厨房没有打扫。' },
    });

    // It comes up on the board by itself, first of all.
    const first = page.getByRole('region', { name: '先处理这些' });
    await first.getByRole('row').filter({ hasText: orderId }).getByText('奖惩待定').waitFor();
    await first.getByRole('link', { name: orderId }).click();
    await sees(page, '请查看评价与建议，由您决定是否处罚。');
    await sees(page, '厨房没有打扫。');
    const temporal = page.getByRole('link', { name: /在 Temporal 中查看/ });
    const address = new URL((await temporal.getAttribute('href'))!);
    expect(address.origin).toBe(new URL(instance.state().temporalUi).origin);
    expect(address.pathname).toContain(`/workflows/order-${orderId}`);

    await page.getByTestId('act-decideCase').click();
    const deciding = page.getByRole('dialog', { name: '处理工单' });
    await deciding.getByTestId('decision-warning').check();
    await deciding.getByLabel('原因').click();
    await page.getByTitle('电话核实').click();
    await deciding.getByTestId('act-submit').click();
    // Asked once more, with the effect in words.
    await deciding.getByText('家政员收到警告并记录 90 天').waitFor();
    await deciding.getByTestId('act-submit').click();
    await deciding.waitFor({ state: 'detached' });
    await event(page, '工单已处理').getByText('警告').waitFor();
    await until(customer, orderId, (o) => o.stage === 'closed');
    await sees(page, '已完成');
    expect(await isMarked(page)).toBe(true);

    const told = await until(customer, orderId, (o) => o.followUp !== null);
    expect(told.followUp).toEqual({ kind: 'penalty', detail: 'warning' });
  });
}

const event = (page: Parameters<typeof sees>[0], words: string) =>
  page.locator('.event').filter({ hasText: words });
