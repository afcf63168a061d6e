import { expect } from '@jest/globals';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { isMarked, mark, primary, sees, seesState, signsInAs } from './at-screen.ts';
import { placesOrder, until } from './past-the-screen.ts';
import { atScreen, type Instance } from './the-instance.ts';

/**
 * A customer has chosen and waits for the answer while our programs are killed: the screen says so, then shows the
 * answer, once.
 */
export function killsWhileTheCustomerWaits(instance: Instance): Promise<void> {
  return atScreen(instance, { name: 'kill', device: 'phone' }, async (page) => {
    await signsInAs(page, instance, '张敏');
    await sees(page, '全部服务');

    await choosesWhile(page, instance, async () => {
      await sees(page, '已收到，正在处理');
      process.kill(pidOf(instance, 'worker'), 'SIGKILL');
      await sees(page, '已收到，正在处理');
    });

    await choosesWhile(page, instance, async () => {
      await primary(page).getByText('正在提交').waitFor();
      process.kill(pidOf(instance, 'api'), 'SIGKILL');
      await Promise.all([sees(page, '还没有答复，正在重试'), sees(page, '实时连接中断')]);
      await primary(page).getByText('正在提交').waitFor();
    });
    await page.locator('.connection').waitFor({ state: 'detached' });
  });
}

/** The row of the order is locked before the click, so that the answer is certainly pending. */
async function choosesWhile(page: Page, instance: Instance, harm: () => Promise<void>): Promise<void> {
  const customer = await instance.cast.customer({ demo: 0 });
  const orderId = await placesOrder(customer);
  await until(customer, orderId, (o) => o.stage === 'selection');
  await page.goto(`${instance.url}/orders/${orderId}`);
  await seesState(page, 'toChoose');
  await mark(page);
  const database = new pg.Client({ connectionString: instance.state().ownerUrl });
  await database.connect();
  try {
    await database.query('BEGIN');
    await database.query('SELECT 1 FROM "order" WHERE id = $1 FOR NO KEY UPDATE', [orderId]);
    const sent = page.waitForRequest((request) => request.url().endsWith(`/orders/${orderId}/choice`));
    await primary(page).click();
    await sent;
    await harm();
    await database.query('COMMIT');
    await seesState(page, 'toSign', 60_000);
    expect(await isMarked(page)).toBe(true);
    expect(await happened(database, orderId)).toEqual({ choices: 1, agreements: 1, bookings: 1, told: 1 });
  } finally {
    await database.end();
  }
}

function pidOf(instance: Instance, name: 'worker' | 'api'): number {
  const pid = instance.state().pids[name];
  if (!pid) throw new Error(`The ${name} does not run`);
  return pid;
}

/** What the database says was done for this order. */
async function happened(database: pg.Client, orderId: string): Promise<Record<string, number>> {
  const { rows } = await database.query(
    `SELECT (SELECT count(*)::int FROM order_event WHERE order_id = $1 AND kind = 'helperChosen') AS choices,
            (SELECT count(*)::int FROM agreement WHERE order_id = $1) AS agreements,
            (SELECT count(*)::int FROM booking WHERE order_id = $1 AND status IN ('held', 'confirmed')) AS bookings,
            (SELECT count(*)::int FROM notice WHERE order_id = $1 AND template = 'chosen') AS told`,
    [orderId],
  );
  return rows[0];
}
