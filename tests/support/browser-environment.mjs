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
    // jsdom reads every rule of antd's style sheets again for each element and each look: minutes for a few clicks. What
    // these tests look at depends on no style sheet.
    this.global.getComputedStyle = (element) => /** @type {HTMLElement} */ (element).style;
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
