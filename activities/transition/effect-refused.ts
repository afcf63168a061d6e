import type { ErrorCode } from '#contracts/errors.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';

/** Thrown by an effect that refuses: its writes are rolled back, the refusal is stored. */
export class EffectRefused extends Error {
  override name = 'EffectRefused';
  readonly refusal: Refusal;
  /** Writes that are kept despite the refusal, for example a counted wrong code. */
  readonly remember: ((tx: Tx) => Promise<unknown>) | undefined;

  constructor(
    code: ErrorCode,
    more: { alternatives?: string[]; from?: string; remember?: (tx: Tx) => Promise<unknown> } = {},
  ) {
    super(code);
    const { remember, ...said } = more;
    this.refusal = { ok: false, code, ...said };
    this.remember = remember;
  }
}
