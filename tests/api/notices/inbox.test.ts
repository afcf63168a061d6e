import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Api, anApi, type Person, PHONES } from '#tests/support/an-api.ts';
import { aNotice } from '#tests/support/notices/rows.ts';

let api: Api;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api.close());

const CASE = '00000000-0000-4000-8000-00000000ca5e';
/** A notice of a case without an order, and what the inbox says of it. */
async function toldOfCase(person: Person) {
  const about = { subject: 'case', subjectId: `${CASE}/1`, template: 'opsCaseOverdue' };
  const id = await aNotice(api.database, { ...about, params: { kind: 'general' }, personId: person.id }, []);
  const { body } = await api.as(person)('get', '/inbox').expect(200);
  return body.notices.find((one: { id: string }) => one.id === id);
}

test('a notice of a case names the case to staff, and to nobody else', async () => {
  const ops = await api.signIn(PHONES.ops);
  expect(await toldOfCase(ops)).toMatchObject({ orderId: null, caseId: CASE });
  const customer = await api.signIn(PHONES.customer);
  expect(await toldOfCase(customer)).toMatchObject({ orderId: null, caseId: null });
});
