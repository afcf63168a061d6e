import type pg from 'pg';
import type { Person } from '../../simulate/people.ts';
import type { Asked } from './ask.ts';
import type { Crowd } from './crowd.ts';

export interface Request {
  person: Person;
  path: string;
  body: unknown;
  orderId: string;
  /** Searches for others are work that nobody can be spared; how long they take is told, not judged. */
  search?: boolean;
}
/** One way to a booking, and how the crowd asks for it again and again. */
export interface Path {
  name: string;
  /** The requests of one round; all of them at once. */
  round(n: number): Promise<Request[]>;
  /** What stands between this round and the next: winners make room. */
  after(requests: Request[], answers: Asked[]): Promise<void>;
  /** Those whose overlapping slots at most one order may have each. */
  helperIds: string[];
  /** How many are told yes: exactly one, at most one for each helper, or everybody. */
  winners: 'one' | 'oneEach' | 'all';
}
export interface Storm {
  crowd: Crowd;
  database: pg.Client;
  parallel: number;
  rounds: number;
  helperIds: string[];
}
