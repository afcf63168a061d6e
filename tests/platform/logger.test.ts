import { describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createLogger } from '#platform/logger.ts';

function logged(...args: [object, string?]) {
  const lines: string[] = [];
  const logger = createLogger({ component: 'api' }, { write: (line: string) => void lines.push(line) });
  logger.info(...args);
  return JSON.parse(lines[0] ?? '{}') as Record<string, unknown>;
}

describe('createLogger', () => {
  test('personal fields, at any of four depths → hidden', () => {
    const person = { name: '张敏', phone: '13900000001', address: { line: '人民路 1 号' }, text: '孩子过敏' };
    const text = JSON.stringify(logged({ ...person, person, body: { person, inner: { person } } }));
    for (const secret of ['张敏', '13900000001', '人民路', '过敏']) expect(text).not.toContain(secret);
  });

  test('a one-time code → hidden; the code of an error → readable', () => {
    expect(logged({ body: { code: '482913' } })).toMatchObject({ body: { code: '[hidden]' } });
    expect(logged({ problem: { code: 'WrongStage' } })).toMatchObject({ problem: { code: 'WrongStage' } });
  });

  test('session and cookies of a request → hidden', () => {
    const headers = { authorization: 'Bearer abc', cookie: 'session=abc', accept: 'text/html' };
    expect(logged({ req: { headers } })).toMatchObject({
      req: { headers: { authorization: '[hidden]', cookie: '[hidden]', accept: 'text/html' } },
    });
  });

  test('an error → its message and kind stay', () => {
    const line = logged({ err: new TypeError('no such stage') }, 'failed');
    expect(line).toMatchObject({
      component: 'api',
      msg: 'failed',
      err: { type: 'TypeError', message: 'no such stage' },
    });
  });

  /** As the driver throws it. */
  const fromPostgres = (code: string, message: string, more: object = {}) =>
    Object.assign(new pg.DatabaseError(message, message.length, 'error'), {
      ...{ code, severity: 'ERROR', schema: 'public', table: 'person' },
      ...{ detail: 'Failing row contains (张敏, +8613900000001).', where: "$1 = '张敏'" },
      ...{ internalQuery: "SELECT '张敏'", ...more },
    });

  test.each(['23505', '40001', '53300', '22P02'])(
    'PostgreSQL says %s → readable, without the row',
    (code) => {
      const line = logged({ err: fromPostgres(code, 'it does not fit') });
      expect(line).toMatchObject({
        err: { type: 'DatabaseError', message: 'it does not fit', sqlState: code, table: 'person' },
      });
      expect(JSON.stringify(line)).not.toMatch(/张敏|1390000|hidden/);
    },
  );

  test('an error of PostgreSQL that Prisma wrapped → the same', () => {
    const cause = { originalCode: '23514', code: '23514', severity: 'ERROR', detail: 'Failing row: 张敏' };
    const driverAdapterError = Object.assign(new Error('driver'), { cause });
    const err = Object.assign(new Error('no'), { code: 'P2039', meta: { driverAdapterError } });
    const line = logged({ err });
    expect(line).toMatchObject({ err: { code: 'P2039', sqlState: '23514' } });
    expect(JSON.stringify(line)).not.toContain('张敏');
  });

  test('an input that does not fit its type → not quoted', () => {
    const err = fromPostgres('22P02', 'invalid input syntax for type uuid: "张敏"');
    const line = logged({ err }, 'failed');
    expect(line).toMatchObject({ err: { message: 'invalid input syntax for type uuid: "…"' } });
    expect(JSON.stringify(line)).not.toContain('张敏');
  });

  test('a one-time code that an error carries → hidden; its name → readable', () => {
    const err = Object.assign(new Error('no'), { name: 'CodeRefused', code: '48291' });
    expect(logged({ err })).toMatchObject({ err: { code: '[hidden]', errorName: 'CodeRefused' } });
  });
});
