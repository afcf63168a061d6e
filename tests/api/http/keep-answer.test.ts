import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { keepAnswer } from '#api/http/keep-answer.ts';
import type { Keyed } from '#api/http/keyed.ts';
import { Refused } from '#api/http/refused.ts';
import { type Api, anApi } from '#tests/support/an-api.ts';

describe('the answer of a keyed call', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi();
  });
  afterAll(() => api.close());

  const aCall = (): Keyed => {
    const identity = { personId: randomUUID(), route: 'POST /x', key: randomUUID() };
    return { ...identity, bodyHash: 'a body', callId: randomUUID(), rowId: randomUUID() };
  };
  const keep = (keyed: Keyed, work: () => Promise<{ n: number }>) =>
    keepAnswer({ database: api.database, keyed, work });
  const rows = (keyed: Keyed) => api.database.models.idempotency.findMany({ where: { key: keyed.key } });
  const never = async () => {
    throw new Error('done twice');
  };

  test('while it is being worked on: 409 at once, without waiting for it; afterwards its answer', async () => {
    const keyed = aCall();
    let finish: (value: { n: number }) => void = () => undefined;
    let begun: () => void = () => undefined;
    const working = new Promise<void>((done) => {
      begun = done;
    });
    const first = keep(keyed, () => {
      begun();
      return new Promise((done) => {
        finish = done;
      });
    });
    await working;
    await expect(keep(keyed, never)).rejects.toMatchObject({ code: 'KeyInFlight' });
    expect(await rows(keyed)).toEqual([]);
    finish({ n: 1 });
    expect(await first).toEqual({ n: 1 });
    expect(await keep(keyed, never)).toEqual({ n: 1 });
    await expect(keep({ ...keyed, bodyHash: 'another' }, never)).rejects.toMatchObject({ code: 'KeyReused' });
    expect(await rows(keyed)).toMatchObject([{ status: 200, answer: { n: 1 }, bodyHash: 'a body' }]);
  });

  test('a fault leaves no place behind; a refusal is kept; one that is no answer is not', async () => {
    const fails = (error: Error) => async () => {
      throw error;
    };
    const keyed = aCall();
    await expect(keep(keyed, fails(new Error('a fault')))).rejects.toThrow('a fault');
    await expect(keep(keyed, fails(new Refused('Unavailable')))).rejects.toMatchObject({
      code: 'Unavailable',
    });
    expect(await rows(keyed)).toEqual([]);
    await expect(keep(keyed, fails(new Refused('WrongStage')))).rejects.toMatchObject({ code: 'WrongStage' });
    await expect(keep(keyed, never)).rejects.toMatchObject({ code: 'WrongStage' });
    expect(await rows(keyed)).toMatchObject([{ status: 409, answer: { code: 'WrongStage' } }]);
  });

  test('a refusal told again says all it said: which fields, what instead, and its detail', async () => {
    const keyed = aCall();
    const more = {
      fields: [{ path: 'onBehalfOf', message: 'which customer?' }],
      alternatives: ['another'],
      detail: 'a word',
    };
    const refuses = async () => {
      throw new Refused('InvalidInput', more);
    };
    await expect(keep(keyed, refuses)).rejects.toMatchObject({ code: 'InvalidInput', more });
    await expect(keep(keyed, never)).rejects.toMatchObject({ code: 'InvalidInput', more });
    const bare = aCall();
    await expect(keep(bare, () => Promise.reject(new Refused('WrongStage')))).rejects.toThrow();
    await expect(keep(bare, never)).rejects.toMatchObject({ code: 'WrongStage', more: {} });
  });
});
