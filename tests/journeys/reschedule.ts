import { expect } from '@jest/globals';
import { isMarked, mark, primary, signsInAs } from './at-screen.ts';
import { agrees, placesOrder, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

const HELPER = '张爱华';

/** Two phones: the helper proposes another day, the customer hears of it on the open page and says yes. */
export function helperProposesAnotherTime(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'reschedule-customer', device: 'phone' }, (hers) =>
    atScreen(instance, { name: 'reschedule-helper', device: 'phone' }, async (page) => {
      const li = await instance.cast.customer({ demo: 1 });
      const { logins } = await li.call('demoLogins', {});
      const helper = await instance.cast.helper(logins.find((l) => l.name === HELPER)!.id);
      const orderId = await placesOrder(li, { namedHelperId: helper.me.id, daysAhead: 13 });
      await agrees(li, helper, orderId);
      const before = (await until(li, orderId, (o) => o.startsAt !== null)).startsAt!;

      await signsInAs(hers, instance, '李强');
      await hers.getByText('全部服务').first().waitFor();
      await hers.goto(`${instance.url}/orders/${orderId}`);
      await hers.getByTestId('order-state').waitFor();
      await mark(hers);

      await signsInAs(page, instance, HELPER);
      await page.getByTestId('open-calendar').waitFor();
      await page.goto(`${instance.url}/helper/orders/${orderId}`);
      await page.getByTestId('reschedule').click();
      const sheet = page.getByRole('dialog');
      expect(await sheet.getByTestId('reschedule-send').isDisabled()).toBe(true);
      await sheet.locator('[data-date][aria-pressed=true] + [data-date]').click();
      const starts = sheet.getByTestId('reschedule-start');
      const first = await starts.locator('option:not([disabled])').first().getAttribute('value');
      await starts.selectOption(first!);
      await sheet.getByTestId('reschedule-effect').waitFor();
      await sheet.getByTestId('reschedule-send').click();
      await page.locator('[data-testid=proposal][data-by=helper]').waitFor();

      // The customer's page hears of it by itself; the old time stands until she says yes.
      const proposal = hers.locator('[data-testid=proposal][data-by=helper]');
      await proposal.waitFor({ timeout: 8_000 });
      expect((await until(li, orderId, () => true)).startsAt).toBe(before);
      expect(await primary(hers).getAttribute('data-action')).toBe('answerReschedule');
      await primary(hers).click();
      await proposal.waitFor({ state: 'detached' });
      await page.getByTestId('proposal').waitFor({ state: 'detached' });
      const { startsAt } = await until(li, orderId, (o) => o.startsAt !== before);
      expect(Date.parse(startsAt!)).toBe(Date.parse(first!));
      expect(await isMarked(hers)).toBe(true);
      await li.call('cancelOrder', { params: { orderId }, body: { reason: 'changedMind' } });
    }),
  );
}
