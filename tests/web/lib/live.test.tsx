import { afterEach, expect, jest, test } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useLive } from '../../../web/lib/live.ts';

class FakeSource extends EventTarget {
  static opened: FakeSource[] = [];
  static readonly CLOSED = 2;
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  close = jest.fn();
  constructor() {
    super();
    FakeSource.opened.push(this);
  }
}

const before = { BroadcastChannel: globalThis.BroadcastChannel, EventSource: globalThis.EventSource };
afterEach(() => {
  FakeSource.opened = [];
  Object.assign(globalThis, before);
});

test('F39: a browser without BroadcastChannel has a stream of its own, which ends with the session', () => {
  Object.assign(globalThis, { BroadcastChannel: undefined, EventSource: FakeSource });
  const queries = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queries}>{children}</QueryClientProvider>
  );
  const { result, rerender } = renderHook(({ signedIn }) => useLive(signedIn), {
    wrapper,
    initialProps: { signedIn: true },
  });
  expect(FakeSource.opened).toHaveLength(1);
  act(() => FakeSource.opened[0]!.onopen!());
  expect(result.current).toBe('live');
  act(() => FakeSource.opened[0]!.onerror!());
  expect(result.current).toBe('polling');
  rerender({ signedIn: false });
  expect(FakeSource.opened[0]!.close).toHaveBeenCalled();
});
