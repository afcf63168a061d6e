import { deviceStore } from './device-store.ts';

const STORED = 'anjia.largeText';

/** Larger text: all sizes are in rem, so changing the root's size is enough. */
export const largeText = () => deviceStore.get(STORED) === 'true';

export function setLargeText(large: boolean): void {
  deviceStore.set(STORED, String(large));
  startTextSize();
}

export function startTextSize(): void {
  document.documentElement.classList.toggle('large-text', largeText());
}
