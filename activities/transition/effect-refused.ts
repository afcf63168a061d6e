import type { ErrorCode } from '#contracts/errors.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';

/** Thrown by an effect that says no: its writes are rolled back, the answer is kept. */
export class EffectRefused extends Error {
  override name = 'EffectRefused';
  readonly refusal: Refusal;
  /** What must be remembered although the answer is no, e.g. a counted wrong code. */
  readonly remember: ((tx: Tx) => Promise<unknown>) | undefined;

  constructor(
    code: ErrorCode,
    more: { alternatives?: string[]; remember?: (tx: Tx) => Promise<unknown> } = {},
  ) {
    super(code);
    this.refusal = { ok: false, code, ...(more.alternatives ? { alternatives: more.alternatives } : {}) };
    this.remember = more.remember;
  }
}
