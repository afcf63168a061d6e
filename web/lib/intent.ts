/**
 * One intent of a person (a form sent, a button pressed) is one Idempotency-Key: a double click or a retry of the same
 * content is the same call. Another content, or the same after a final answer, is a new intent.
 */
export interface Intent {
  keyFor(content: unknown): string;
  /** A final answer came, yes or no. */
  settle(): void;
}

export function createIntent(newKey: () => string = freshKey): Intent {
  let open: { content: string; key: string } | null = null;
  return {
    keyFor(content) {
      const text = JSON.stringify(content);
      if (open?.content !== text) open = { content: text, key: newKey() };
      return open.key;
    },
    settle() {
      open = null;
    },
  };
}

/**
 * `crypto.randomUUID` is missing on plain http in a LAN; random bytes are not.
 * @internal a test takes randomUUID away
 */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');
}
