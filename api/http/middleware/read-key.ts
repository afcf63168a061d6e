import type { Request } from 'express';
import { Refused } from '../refused.ts';

/** The Idempotency-Key of an unsafe call: 1 to 200 visible ASCII characters. */
export function readKey(req: Request): string {
  const key = req.headers['idempotency-key'];
  if (key === undefined || key === '') throw new Refused('KeyMissing');
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Refused('InvalidInput', {
      fields: [{ path: 'Idempotency-Key', message: '1-200 visible ASCII characters' }],
    });
  }
  return key;
}
