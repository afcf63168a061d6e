import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';
import { chromiumProgram } from './chromium-program.ts';

export type TestBrowser = {
  browser: Browser;
  /** One person with a phone of 390x844, in Chinese, in Shanghai; each has a session of its own. */
  aPhone(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** One person at a desk, 1440x900. */
  aDesktop(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
};

const china = { locale: 'zh-CN', timezoneId: 'Asia/Shanghai' };
const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const desktop = { viewport: { width: 1440, height: 900 } };

/** Headless Chromium, the same for journeys and screenshots. Call `close()` in `afterAll`. */
export async function aBrowser(): Promise<TestBrowser> {
  const { executablePath, env } = await chromiumProgram();
  const browser = await chromium.launch({
    executablePath,
    headless: true,
    // Root may not use the sandbox, and small machines have a small /dev/shm.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
    env: { ...(process.env as Record<string, string>), ...env },
  });
  return {
    browser,
    aPhone: (options) => browser.newContext({ ...china, ...phone, ...options }),
    aDesktop: (options) => browser.newContext({ ...china, ...desktop, ...options }),
    close: () => browser.close(),
  };
}
