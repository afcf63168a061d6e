import type { ConflictView } from '#contracts/calendars/calendar.ts';
import { ERRORS, type ErrorCode } from '#contracts/errors.ts';

export interface RefusedField {
  path: string;
  message: string;
}
export interface RefusedMore {
  fields?: RefusedField[] | undefined;
  alternatives?: string[] | undefined;
  /** TooEarly: the time from which it is possible, ISO. */
  from?: string | undefined;
  /** Booked visits that a change of a calendar would make impossible. */
  conflicts?: ConflictView[] | undefined;
  detail?: string | undefined;
  /** Response headers, e.g. Allow or Retry-After. */
  headers?: Record<string, string>;
}

/** Thrown by endpoints: the error handler turns it into the problem document of its code. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: ErrorCode;
  readonly more: RefusedMore;
  constructor(code: ErrorCode, more: RefusedMore = {}) {
    super(ERRORS[code].en);
    this.code = code;
    this.more = more;
  }
}

/** One field of the form is wrong. */
export const wrongField = (path: string, message: string): Refused =>
  new Refused('InvalidInput', { fields: [{ path, message }] });
