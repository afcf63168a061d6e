import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { deviceStore, tabStore } from '../../../web/lib/device-store.ts';
import { dropDrafts, keepDraft, storedDraft } from '../../../web/lib/drafts.ts';

/** A browser's storage, or one that refuses as a private window does. */
class FakeStorage {
  [name: string]: unknown;
  static refuses = false;
  getItem(name: string): string | null {
    return Object.hasOwn(this, name) ? (this[name] as string) : null;
  }
  setItem(name: string, text: string): void {
    if (FakeStorage.refuses) throw new DOMException('full', 'QuotaExceededError');
    this[name] = text;
  }
  removeItem(name: string): void {
    delete this[name];
  }
}

const globals = globalThis as { sessionStorage?: unknown; localStorage?: unknown };
beforeEach(() => {
  FakeStorage.refuses = false;
  Object.defineProperty(globalThis, 'sessionStorage', { configurable: true, value: new FakeStorage() });
});
afterEach(() => {
  dropDrafts(null);
  delete globals.sessionStorage;
});

test('F38: a draft is found by its person alone, and is gone after the sign-out', () => {
  keepDraft('wang', 'order', { careNotes: '糖尿病' });
  expect(storedDraft('wang', 'order')).toEqual({ careNotes: '糖尿病' });
  expect(storedDraft('li', 'order')).toEqual({});
  dropDrafts(null);
  expect(storedDraft('wang', 'order')).toEqual({});
  expect(tabStore.names()).toEqual([]);
});

test('F38: when another person signs in, what was left of the first is removed, older forms included', () => {
  tabStore.set('anjia.draft', '{"careNotes":"from an older version"}');
  keepDraft('wang', 'order', { careNotes: '糖尿病' });
  keepDraft('li', 'order', { remarks: '有猫' });
  dropDrafts('li');
  expect(tabStore.names()).toEqual(['anjia.draft.li.order']);
});

test('F39: a storage that refuses, or none at all → what was typed lasts as long as the page', () => {
  FakeStorage.refuses = true;
  keepDraft('wang', 'review', { text: '很好' });
  expect(storedDraft('wang', 'review')).toEqual({ text: '很好' });
  delete globals.sessionStorage;
  expect(storedDraft('wang', 'review')).toEqual({ text: '很好' });
  expect(deviceStore.get('anjia.language')).toBeNull();
  deviceStore.set('anjia.language', 'en');
  expect(deviceStore.get('anjia.language')).toBe('en');
  deviceStore.remove('anjia.language');
});

test('F40: what was typed is there after a reload, and gone once sent', () => {
  keepDraft('wang', 'review.JZ', { text: '很好' });
  // A reload keeps the tab's storage and nothing else.
  expect(JSON.parse((globals.sessionStorage as FakeStorage).getItem('anjia.draft.wang.review.JZ')!)).toEqual({
    text: '很好',
  });
  keepDraft('wang', 'review.JZ', null);
  expect(storedDraft('wang', 'review.JZ')).toEqual({});
});
