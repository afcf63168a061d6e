const STORED = 'anjia.largeText';

/** Larger letters for whoever wants them: every size is in rem, so the root's size is all it takes. */
export const largeText = () => localStorage.getItem(STORED) === 'true';

export function setLargeText(large: boolean): void {
  localStorage.setItem(STORED, String(large));
  startTextSize();
}

export function startTextSize(): void {
  document.documentElement.classList.toggle('large-text', largeText());
}
