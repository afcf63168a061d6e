import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Api, anApi, type Person, PHONES } from '#tests/support/an-api.ts';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

const CASE = '00000000-0000-4000-8000-00000000ca5e';
/** A notice of a case without an order, and what the inbox says of it. */
async function toldOfCase(person: Person) {
  const id = randomUUID();
  await api.database.models.notice.create({
    data: {
      ...{ id, key: id, subject: 'case', subjectId: `${CASE}/1`, personId: person.id },
      ...{ template: 'opsCaseOverdue', params: { kind: 'general' } },
    },
  });
  const { body } = await api.as(person)('get', '/inbox').expect(200);
  return body.notices.find((one: { id: string }) => one.id === id);
}

test('a notice of a case names the case to staff, and to nobody else', async () => {
  const ops = await api.signIn(PHONES.ops);
  expect(await toldOfCase(ops)).toMatchObject({ orderId: null, caseId: CASE });
  const customer = await api.signIn(PHONES.customer);
  expect(await toldOfCase(customer)).toMatchObject({ orderId: null, caseId: null });
});
