import type { Locator, Page } from 'playwright-core';
import type { StateWord } from '#contracts/orders/stages.ts';
import { STATE_TABLE } from '#contracts/orders/stages.ts';
import type { Instance } from './the-instance.ts';

/** The one button a screen wants pressed. */
export const primary = (page: Page): Locator => page.getByTestId('primary-action');

/** Waits until the text is on the screen. */
export async function sees(page: Page, words: string | RegExp): Promise<void> {
  await page.getByText(words).filter({ visible: true }).first().waitFor();
}

/** The word for where the order is, in Chinese, on the page of the order. */
export async function seesState(page: Page, word: StateWord, timeout = 30_000): Promise<void> {
  const words = page.getByTestId('order-state').getByText(STATE_TABLE[word].zh, { exact: true });
  await words.first().waitFor({ timeout });
}

/** Detects a reload: a reloaded page has lost the mark. */
export const mark = (page: Page) => page.evaluate(() => Object.assign(window, { anjiaMark: true }));
export const isMarked = (page: Page) => page.evaluate(() => 'anjiaMark' in window);

/** Phone number, one-time code out of the outbox, in. */
export async function signsInByCode(page: Page, instance: Instance, phone: string): Promise<void> {
  await page.goto(`${instance.url}/login`);
  await page.getByLabel('手机号').fill(phone);
  const before = await codesOf(instance, phone);
  await primary(page).click();
  await page.getByTestId('code-input').fill(await newCode(instance, phone, before));
  await primary(page).click();
}

/** One tap on a demo person. */
export async function signsInAs(page: Page, instance: Instance, name: string): Promise<void> {
  await page.goto(`${instance.url}/login`);
  await page.getByRole('button', { name, exact: true }).click();
}

/** Ticks the box, requests a code, reads it from the outbox, signs. */
export async function signsAgreement(page: Page, instance: Instance, phone: string): Promise<void> {
  await page.getByTestId('agree').check();
  const before = await codesOf(instance, phone);
  await primary(page).click();
  await page.getByTestId('code-input').fill(await newCode(instance, phone, before));
  await primary(page).click();
}

async function codesOf(instance: Instance, phone: string): Promise<{ key: string; code: string }[]> {
  const answer = await fetch(`${instance.url}/api/v1/dev/outbox?to=${encodeURIComponent(phone)}`);
  const { messages } = (await answer.json()) as { messages: { key: string; code: string | null }[] };
  return messages.flatMap(({ key, code }) => (code === null ? [] : [{ key, code }]));
}

async function newCode(instance: Instance, phone: string, before: { key: string }[]): Promise<string> {
  const old = new Set(before.map((m) => m.key));
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const fresh = (await codesOf(instance, phone)).find((m) => !old.has(m.key));
    if (fresh) return fresh.code;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('No one-time code came within 20 s');
}
