import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { type Cast, openCast } from '#scripts/prove/simulate/people.ts';
import { ownFolder } from '#scripts/setup/places.mjs';
import { aBrowser, type TestBrowser } from '#tests/support/chromium.ts';
import { aSystem, type SystemState } from '#tests/support/environment-start.ts';

/** The whole running system, a browser to look at it with, and people who act past the browser. */
export interface Instance {
  url: string;
  /** Read anew at each call: pids change when a program is started again. */
  state(): SystemState;
  cast: Cast;
  browser: TestBrowser;
  close(): Promise<void>;
}

export async function openInstance(): Promise<Instance> {
  const system = await aSystem();
  try {
    const { url } = system.state();
    const [browser, cast] = await Promise.all([aBrowser(), openCast({ url })]);
    const close = async () => {
      await browser.close().catch(() => {});
      await system.stop();
    };
    return { url, state: system.state, cast, browser, close };
  } catch (error) {
    await system.stop();
    throw error;
  }
}

/** One screen of one person, in a browser of its own. Its errors fail the test, and a failure leaves a picture. */
export async function atScreen(
  instance: Instance,
  who: { name: string; device: 'phone' | 'desktop' },
  live: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await (who.device === 'phone' ? instance.browser.aPhone() : instance.browser.aDesktop());
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  try {
    await live(page);
    if (errors.length > 0) throw new Error(`The page of ${who.name} threw: ${errors.join('; ')}`);
  } catch (error) {
    const folder = path.join(ownFolder, 'test', 'journeys');
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `${who.name}.png`), fullPage: true }).catch(() => {});
    throw error;
  } finally {
    await context.close();
  }
}
