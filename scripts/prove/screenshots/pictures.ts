import type { Page } from 'playwright-core';
import type { City } from './fill-the-city.ts';

export interface Picture {
  name: string;
  /** The demo person whose screen it is; none: nobody is signed in. */
  as?: string;
  at: (city: City) => string;
  /** Words that stand there once the screen is complete. */
  shows: string | RegExp;
  desk?: true;
  english?: true;
  before?: (page: Page) => Promise<void>;
}

const order = (page: string) => (city: City) => `/orders/${city[page as keyof City]}`;
const toTop = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      scrollTo(0, element.getBoundingClientRect().top + scrollY - 70);
    });

const CUSTOMER: Picture[] = [
  { name: 'customer-log-in', at: () => '/login', shows: '演示账号（仅开发环境，点一下即可登录）' },
  { name: 'customer-home', as: '张敏', at: () => '/', shows: '去选择' },
  {
    name: 'customer-new-order',
    as: '张敏',
    at: () => '/order/new?service=dailyCleaning',
    shows: '参考价',
    before: async (page) => {
      await page.getByTestId('primary-action').click();
      await page.locator('[data-date]').nth(1).click();
      await page.locator('[data-part=morning]').click();
    },
  },
  { name: 'customer-shortlist', as: '张敏', at: order('toChoose'), shows: '价格明细', before: atShortlist },
  { name: 'customer-agreement', as: '李强', at: (c) => `/orders/${c.toSign}/agreement`, shows: '合同要点' },
  { name: 'customer-start-code', as: '张敏', at: order('departed'), shows: '上门家政员' },
  {
    name: 'customer-review',
    as: '张敏',
    at: order('toReview'),
    shows: '评价这次服务',
    before: async (page) => {
      await page.getByTestId('attitude-5').check();
      await page.getByTestId('effect-4').check();
      await page.locator('[data-value=yes]').click();
      await toTop(page, '.state-card');
    },
  },
  {
    name: 'customer-timeline',
    as: '张敏',
    at: order('completed'),
    shows: '已奖励家政员',
    before: (page) => toTop(page, '[data-testid=timeline]'),
  },
  { name: 'customer-inbox', as: '张敏', at: () => '/inbox', shows: /推荐/ },
];

async function atShortlist(page: Page): Promise<void> {
  await page.getByText('价格明细').first().click();
  await toTop(page, '.shortlist');
}

const HELPER: Picture[] = [
  { name: 'helper-offers', as: '王淑芬', at: () => '/helper/offers', shows: '您的收入' },
  { name: 'helper-my-day', as: '王淑芬', at: () => '/helper', shows: '去签到' },
  { name: 'helper-visit', as: '王淑芬', at: (c) => `/helper/orders/${c.departed}`, shows: '到了？' },
  { name: 'helper-record', as: '王淑芬', at: () => '/helper/record', shows: '收入明细' },
];

const OPS: Picture[] = [
  { name: 'ops-board', as: '陈静', at: () => '/ops', shows: '先处理这些', desk: true },
  { name: 'ops-order', as: '陈静', at: (c) => `/ops/orders/${c.penalty}`, shows: '时间线', desk: true },
  { name: 'ops-cases', as: '陈静', at: () => '/ops/cases', shows: '系统建议：', desk: true },
  { name: 'outbox', at: () => '/outbox?to=13900000003', shows: '复制验证码', desk: true },
];

// Last, because the switch is remembered with the person.
const ENGLISH: Picture[] = [
  {
    name: 'customer-shortlist-en',
    as: '张敏',
    at: order('toChoose'),
    shows: 'Price breakdown',
    english: true,
    before: (page) => toTop(page, '.shortlist'),
  },
  { name: 'ops-board-en', as: '刘洋', at: () => '/ops', shows: 'All open', desk: true, english: true },
];

export const PICTURES: Picture[] = [...CUSTOMER, ...HELPER, ...OPS, ...ENGLISH];
