import { expect } from '@jest/globals';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { primary, sees, seesState, signsInAs } from './at-screen.ts';
import { placesOrder, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

const SERVICE = 'hourlyHelp';

/**
 * Two phones, one helper, the same minute: one booking; the other customer sees who is still free and chooses her with
 * one tap.
 */
export async function twoRaceForOneHelper(instance: Instance): Promise<void> {
  const database = new pg.Client({ connectionString: instance.state().ownerUrl });
  await database.connect();
  try {
    await nobodyIsHeldBeforeTheChoice(database);
    const [zhang, li] = await Promise.all([
      instance.cast.customer({ demo: 0 }),
      instance.cast.customer({ demo: 1 }),
    ]);
    const { logins } = await zhang.call('demoLogins', {});
    const helperId = logins.find((l) => l.name === '张爱华')!.id;
    const wish = { serviceCode: SERVICE, namedHelperId: helperId, daysAhead: 4 };
    const orderIds = await Promise.all([placesOrder(zhang, wish), placesOrder(li, wish)]);
    await Promise.all([
      until(zhang, orderIds[0]!, (o) => o.stage === 'selection'),
      until(li, orderIds[1]!, (o) => o.stage === 'selection'),
    ]);

    await atScreen(instance, { name: 'race-zhang', device: 'phone' }, (one) =>
      atScreen(instance, { name: 'race-li', device: 'phone' }, async (other) => {
        await Promise.all([
          looksAt(one, instance, '张敏', orderIds[0]!, helperId),
          looksAt(other, instance, '李强', orderIds[1]!, helperId),
        ]);
        await Promise.all([primary(one).click(), primary(other).click()]);
        const loser = await Promise.race([told(one), told(other)]);
        const winner = loser === one ? other : one;
        await seesState(winner, 'toSign');
        expect(await alive(database, helperId, orderIds)).toBe(1);

        await loser.getByText(/阿姨的这个时段刚刚被别人预订了/).waitFor();
        await loser.getByText('您的订单没有变化，也没有收费。').waitFor();
        const instead = loser.getByTestId('choose-instead');
        const offered = await instead.evaluateAll((all) => all.map((b) => b.getAttribute('data-helper')));
        expect(offered.length).toBeGreaterThan(0);
        expect(offered).not.toContain(helperId);
        expect(
          await loser.locator(`[data-testid=candidate][data-helper="${helperId}"]`).getAttribute('data-gone'),
        ).toBe('true');
        // It is still there after the screen was read anew.
        const lostId = loser === one ? orderIds[0]! : orderIds[1]!;
        await readAnew(loser, instance, lostId);
        await readAnew(loser, instance, lostId);
        expect(await loser.getByTestId('helper-taken').isVisible()).toBe(true);

        await instead.first().click();
        await seesState(loser, 'toSign');
        const { helper } = await until(loser === one ? zhang : li, lostId, (o) => o.helper !== null);
        expect(helper!.id).toBe(offered[0]);
      }),
    );
    expect(await alive(database, helperId, orderIds)).toBe(1);
  } finally {
    await database.end();
  }
}

async function looksAt(
  page: Page,
  instance: Instance,
  name: string,
  orderId: string,
  helperId: string,
): Promise<void> {
  await signsInAs(page, instance, name);
  await sees(page, '全部服务');
  await page.goto(`${instance.url}/orders/${orderId}`);
  await page.locator(`[data-testid=candidate][data-helper="${helperId}"] label`).click();
  await primary(page).waitFor();
}

const told = async (page: Page): Promise<Page> => {
  await page.getByTestId('helper-taken').waitFor();
  return page;
};

/** The order changes, and the stream makes the screen read it again. */
async function readAnew(page: Page, instance: Instance, orderId: string): Promise<void> {
  const again = page.waitForResponse(
    (answer) => answer.url().endsWith(`/orders/${orderId}`) && answer.request().method() === 'GET',
  );
  const ops = await instance.cast.staff('ops');
  const body = { minutes: 30, reason: 'customerCalled' } as const;
  await ops.call('extendDeadline', { params: { orderId }, body });
  expect((await again).ok()).toBe(true);
}

/** Firm holds would hide the helper from the second customer; without them both may choose. */
async function nobodyIsHeldBeforeTheChoice(database: pg.Client): Promise<void> {
  await database.query(
    `INSERT INTO policy (city, service_code, key, body)
     SELECT city, $1, key, body || '{"firmHolds": {"plenty": 0, "some": 0, "scarce": 0}}'::jsonb
     FROM policy WHERE service_code = '*' AND key = 'rehearsal'
     ON CONFLICT (city, service_code, key) DO UPDATE SET body = excluded.body`,
    [SERVICE],
  );
}

async function alive(database: pg.Client, helperId: string, orderIds: string[]): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM booking
     WHERE helper_id = $1 AND order_id = ANY($2) AND status IN ('held', 'confirmed')`,
    [helperId, orderIds],
  );
  return rows[0]!.n;
}
