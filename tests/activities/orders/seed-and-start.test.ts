import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startOfStored } from '#activities/orders/start-order.ts';
import { findByPhone, phoneHash } from '#platform/personal.ts';
import { makeProof, verifyProof } from '#platform/proof.ts';
import { demoPeople } from '#prisma/seed/people.ts';
import { seedCity } from '#prisma/seed/seed-city.ts';
import { aFixture, CUSTOMER, type Fixture, HELPER, SECRET } from '#tests/support/a-fixture.ts';
import { anEvent } from '#tests/support/orders/rows.ts';
import { aDatabase } from '#tests/support/postgres.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

describe('seed', () => {
  test('the city: 8 districts, nine services, three policies and those of care by night, 80 helpers, 3 customers, 2 ops, 1 agent', async () => {
    const { database } = fixture;
    expect(await database.models.district.count()).toBe(8);
    expect(
      await database.models.service.findMany({ orderBy: { position: 'asc' }, select: { nameZh: true } }),
    ).toEqual(
      ['日常保洁', '深度保洁', '新居开荒', '母婴护理', '老人陪护', '钟点工', '家电清洗', '保姆', '月嫂'].map(
        (nameZh) => ({ nameZh }),
      ),
    );
    const policies = await database.models.policy.findMany();
    for (const serviceCode of ['*', 'elderCare', 'motherBabyCare']) {
      const own = policies.filter((p) => p.serviceCode === serviceCode);
      expect(own.map((p) => p.key).sort()).toEqual(['rehearsal', 'rehearsalFast', 'standard']);
    }
    expect(policies).toHaveLength(9);
    const roles = await database.models.person.groupBy({ by: ['role'], _count: true });
    expect(Object.fromEntries(roles.map((r) => [r.role, r._count]))).toEqual({
      helper: 80,
      customer: 3,
      ops: 2,
      agent: 1,
    });
    expect(await database.models.personPrivate.count()).toBe(86);
  });

  test('every service that is visited has helpers who can do it', async () => {
    for (const { code, skills } of await fixture.database.models.service.findMany()) {
      const able = await fixture.database.models.helper.count({
        where: { AND: skills.map((skill) => ({ skills: { some: { skill } } })) },
      });
      expect([code, able > 3]).toEqual([code, true]);
    }
  });

  test('a second run changes nothing, also where somebody edited', async () => {
    await fixture.database.models.helper.update({ where: { id: HELPER }, data: { boost: 7 } });
    const before = await fixture.database.models.helper.findMany({
      orderBy: { id: 'asc' },
      include: { skills: { orderBy: { skill: 'asc' } } },
    });
    await seedCity({ database: fixture.database, secret: SECRET, development: true });
    const after = await fixture.database.models.helper.findMany({
      orderBy: { id: 'asc' },
      include: { skills: { orderBy: { skill: 'asc' } } },
    });
    expect(after).toEqual(before);
    expect(await fixture.database.models.person.count()).toBe(86);
  });

  test('production: catalogue and standard policy, no made-up people, no rehearsals', async () => {
    const empty = await aDatabase();
    await seedCity({ database: empty.database, secret: SECRET, development: false });
    expect(await empty.database.models.person.count()).toBe(0);
    const keys = (await empty.database.models.policy.findMany()).map((p) => `${p.serviceCode} ${p.key}`);
    expect(keys.sort()).toEqual(['* standard', 'elderCare standard', 'motherBabyCare standard']);
    expect(await empty.database.models.service.count()).toBe(9);
    await empty.drop();
  });

  test('the demo log-ins on file are the seeded people', async () => {
    const logins = JSON.parse(
      await readFile(new URL('../../../prisma/demo-logins.json', import.meta.url), 'utf8'),
    ) as { role: string; name: string; phone: string }[];
    expect(logins.map((l) => l.role)).toEqual([
      'customer',
      'customer',
      'customer',
      'helper',
      'helper',
      'helper',
      'ops',
      'ops',
      'agent',
    ]);
    for (const { role, name, phone } of logins) {
      const found = await findByPhone(fixture.database, SECRET, phone);
      expect(found).toMatchObject({ name, phone: `+86${phone}` });
      const person = await fixture.database.models.person.findUniqueOrThrow({
        where: { id: found?.personId as string },
      });
      expect(person.role).toBe(role);
    }
  });

  test('names and phones stand in person_private and addresses only; the hash needs our secret', async () => {
    const [helper] = demoPeople(new Date()).helpers;
    expect(helper?.displayName).toMatch(/^.(阿姨|师傅)$/);
    expect(phoneHash(SECRET, '13900000001')).toBe(phoneHash(SECRET, '+8613900000001'));
    expect(phoneHash(SECRET, '13900000001')).not.toBe(phoneHash('another secret', '13900000001'));
  });
});

describe('startOfStored', () => {
  test('the same inquiry always starts the same workflow, once for ever, with nothing personal in it', async () => {
    const order = await fixture.anOrder();
    const payload = { channel: 'phone', complete: false, named: HELPER };
    await anEvent(fixture.database, {
      orderId: order.id,
      version: 0,
      kind: 'inquiryReceived',
      payload,
      role: 'agent',
      cause: 'call',
    });
    const input = {
      database: fixture.database,
      orderId: order.id,
      taskQueue: 'orders',
      publicUrl: 'http://localhost:3000/',
    };
    const start = await startOfStored(input);
    expect(start?.workflow).toBe('orderWorkflow');
    expect(start?.options).toMatchObject({
      workflowId: `order-${order.id}`,
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      staticSummary: `${order.id} · 日常保洁 · 张店区`,
    });
    expect(Buffer.byteLength(start?.options.staticSummary as string)).toBeLessThanOrEqual(200);
    expect(start?.options.staticDetails).toContain(`http://localhost:3000/ops/orders/${order.id}`);
    expect(start?.options.args[0]).toMatchObject({
      orderId: order.id,
      customerId: CUSTOMER,
      complete: false,
      named: HELPER,
      shape: 'visit',
      minutes: 180,
    });
    expect(JSON.stringify(start)).not.toMatch(/1390000|张敏|柳泉路/);
    expect(JSON.stringify(await startOfStored(input))).toBe(JSON.stringify(start));
    expect(await startOfStored({ ...input, orderId: 'JZ261122-NOBODYXX' })).toBeUndefined();
  });
});

describe('proof', () => {
  const body = { by: 'p', role: 'customer', amountFen: 1, reasons: ['a', 'b'] };
  const claim = { subject: 'order', id: 'o', message: 'cancelOrder', messageId: 'm', body };
  test('fits one subject, message, message id, installation and every field', () => {
    const proof = makeProof(SECRET, claim);
    expect(verifyProof(SECRET, claim, proof)).toBe(true);
    for (const part of ['subject', 'id', 'message', 'messageId'])
      expect(verifyProof(SECRET, { ...claim, [part]: 'x' }, proof)).toBe(false);
    for (const field of [...Object.keys(body), 'more'])
      expect(verifyProof(SECRET, { ...claim, body: { ...body, [field]: 'x' } }, proof)).toBe(false);
    const { amountFen: _, ...less } = body;
    expect(verifyProof(SECRET, { ...claim, body: less }, proof)).toBe(false);
    expect(verifyProof(SECRET, { ...claim, body: { ...body, reasons: ['b', 'a'] } }, proof)).toBe(false);
    expect(verifyProof('other', claim, proof)).toBe(false);
    expect(verifyProof(SECRET, claim, undefined)).toBe(false);
    expect(verifyProof(SECRET, claim, `${proof}x`)).toBe(false);
  });
});
