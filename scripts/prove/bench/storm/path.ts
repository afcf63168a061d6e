import type pg from 'pg';
import type { Person } from '../../simulate/people.ts';
import type { Asked } from './ask.ts';
import type { Crowd } from './crowd.ts';

export interface Request {
  person: Person;
  path: string;
  body: unknown;
  orderId: string;
  /** Searches cannot be avoided; their time is reported, but has no bound. */
  search?: boolean;
}
/** One way to a booking, and its repeated requests. */
export interface Path {
  name: string;
  /** The requests of one round; all are sent at once. */
  round(n: number): Promise<Request[]>;
  /** Prepares the next round: the winners release their slots. */
  after(requests: Request[], answers: Asked[]): Promise<void>;
  /** Helpers whose overlapping slots at most one order each may have. */
  helperIds: string[];
  /** How many are accepted: exactly one, at most one for each helper, or all. */
  winners: 'one' | 'oneEach' | 'all';
}
export interface Storm {
  crowd: Crowd;
  database: pg.Client;
  parallel: number;
  rounds: number;
  helperIds: string[];
}
