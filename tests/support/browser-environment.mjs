import { MessageChannel } from 'node:worker_threads';
import { TestEnvironment } from 'jest-environment-jsdom';

/** jsdom with what every browser has and jsdom leaves out. */
export default class BrowserEnvironment extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    const { TextEncoder, TextDecoder, Headers, Request, AbortController, AbortSignal, crypto } = globalThis;
    Object.assign(this.global, { TextEncoder, TextDecoder, Headers, Request, AbortController, AbortSignal });
    Object.assign(this.global, { MessageChannel, ResizeObserver: Sized });
    Object.assign(this.global, { matchMedia: () => NO_MATCH });
    // jsdom knows no pseudo-elements, and says so each time.
    const { getComputedStyle } = this.global;
    this.global.getComputedStyle = (element) => getComputedStyle(element);
    // Unsafe calls make a key of their own.
    this.global.crypto.randomUUID ??= () => crypto.randomUUID();
  }
}

class Sized {
  observe() {}
  unobserve() {}
  disconnect() {}
}
const ignored = () => {};
const NO_MATCH = {
  ...{ matches: false, media: '', addListener: ignored, removeListener: ignored },
  ...{ addEventListener: ignored, removeEventListener: ignored },
};
