import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { insertCase } from '#activities/cases/insert-case.ts';
import { caseSubjectId } from '#contracts/cases/case-subject.ts';
import { aFixture, type Fixture, OPS } from '#tests/support/a-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(() => fixture.drop());

test('what a case was opened with stays; its decision has a note of its own', async () => {
  const { database, activities } = fixture;
  const id = randomUUID();
  await database.transaction((tx) =>
    insertCase(tx, {
      ...{ id, kind: 'general', reason: 'complaint', own: true, orderId: null, city: 'zibo' },
      ...{ customerId: null, helperId: null, openedBy: OPS, role: 'ops', cause: 'call-1', noteId: 'call-1' },
      ...{ openedAt: new Date(), dueAt: null, proposal: null },
    }),
  );
  const decided = await activities.closeCase({
    step: {
      ...{ subject: 'case', id: caseSubjectId(id, 1), key: `${id}:close:1`, version: 2, cause: 'call-2' },
      ...{ actor: { id: OPS, role: 'ops', noteId: 'call-2' }, at: new Date().toISOString() },
    },
    enter: {
      ...{ stage: 'closed', waitingFor: null, deadline: null, needsOps: false, needsOpsReason: null },
      clockShiftMs: 0,
    },
    ...{ ending: 'decided', decision: 'done' },
  });
  expect(decided).toEqual({ ok: true });
  expect(await database.models.case.findUniqueOrThrow({ where: { id } })).toMatchObject({
    ...{ status: 'decided', decision: 'done', noteId: 'call-1' },
  });
  expect(await database.models.caseDecision.findMany({ where: { caseId: id } })).toMatchObject([
    { decision: 'done', noteId: 'call-2' },
  ]);
});
