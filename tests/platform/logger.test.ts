import { describe, expect, test } from '@jest/globals';
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
});
