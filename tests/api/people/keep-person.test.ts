import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { needOf, withFreeStart } from '#activities/matching/find-free-helpers.ts';
import { lookAtHelpers } from '#activities/matching/look-at-helpers.ts';
import { readOrder } from '#activities/order-rows/order-row.ts';
import { emailOfHash, phoneHash } from '#platform/personal.ts';
import { CannotBe, type Kept, keepPerson } from '#scripts/person/keep-person.ts';
import { readPerson } from '#scripts/person/new-person.ts';
import { type Api, anApi, anOrder, PHONES, SECRET } from '#tests/support/an-api.ts';

const NAME = '欧阳静';
const HELPER = { district: '370303', sex: 'female', born: '1980', skills: 'cleaning,elderCare' };
const wholeWeek = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, startMinute: 0, endMinute: 1440 }));

describe('npm run person', () => {
  let api: Api;
  beforeAll(async () => {
    api = await anApi();
  });
  afterAll(() => api.close());

  let phones = 0;
  function aPhone(): string {
    phones += 1;
    return `1380000${String(phones).padStart(4, '0')}`;
  }
  async function keep(role: string, phone: string, more: Record<string, string> = {}): Promise<Kept> {
    const read = readPerson({ role, phone, name: NAME, ...more });
    if ('wrong' in read) throw new Error(read.wrong.join('\n'));
    return keepPerson({ database: api.database, secret: SECRET, person: read.person });
  }

  test.each(['ops', 'agent'])('%s of a new phone → logs in and sees the board', async (role) => {
    const phone = aPhone();
    const kept = await keep(role, `+86${phone}`);
    expect(kept).toMatchObject({ role, city: 'zibo', was: null });
    const person = await api.signIn(phone);
    expect(person.id).toBe(kept.personId);
    await api.as(person)('get', '/ops/orders').expect(200);
    const { body } = await api.as(person)('get', '/session').expect(200);
    expect(body).toMatchObject({ role, name: NAME, maskedPhone: '138****' + phone.slice(-4) });
  });

  test('somebody who signed up alone → gets name and role at once, in the session that stands; and back', async () => {
    const phone = aPhone();
    const person = await api.signIn(phone);
    await api.as(person)('get', '/ops/orders').expect(403);
    expect(await keep('ops', phone)).toMatchObject({ personId: person.id, was: 'customer' });
    await api.as(person)('get', '/ops/orders').expect(200);
    expect((await api.as(person)('get', '/session').expect(200)).body.name).toBe(NAME);
    expect(await keep('customer', phone)).toMatchObject({ personId: person.id, was: 'ops' });
    await api.as(person)('get', '/ops/orders').expect(403);
  });

  test('a new helper → says when she works on her phone, and is found from then on', async () => {
    const phone = aPhone();
    const { personId } = await keep('helper', phone, HELPER);
    const helper = await api.signIn(phone);
    expect(helper.id).toBe(personId);
    const customer = await api.signIn(PHONES.customer);
    const orderId = await anOrder(api, customer);
    const isFound = async (): Promise<boolean> => {
      const row = await api.database.models.order.findUniqueOrThrow({ where: { id: orderId } });
      const order = readOrder(row);
      const need = await needOf(api.database, order);
      const span = { from: order.windowStart.getTime(), to: order.windowEnd.getTime() };
      const seen = await lookAtHelpers(api.database, { order, need, helperIds: [personId], ...span });
      const fit = [...seen.values()].filter(({ whyNot }) => whyNot({ evenRemoved: true }) === null);
      const matching = fit.map(({ helper: one }) => one);
      return (await withFreeStart(api.database, { order, need, matching, now: Date.now() })).length === 1;
    };
    expect(await isFound()).toBe(false);
    const week = { times: wholeWeek, worksHolidays: true };
    await api.as(helper)('put', '/my-calendar/working-times').send(week).expect(200);
    expect(await isFound()).toBe(true);
    const { body } = await api.as(helper)('get', '/my-calendar').expect(200);
    expect(body.workingTimes).toHaveLength(7);

    const ops = await api.signIn(PHONES.ops);
    const found = (await api.as(ops)('get', `/ops/helpers?q=${phone}`).expect(200)).body.helpers;
    expect(found).toMatchObject([{ id: personId, displayName: '欧阿姨', homeDistrict: '370303' }]);
    await api
      .as(ops)('put', `/ops/helpers/${personId}/certificates/elderCare`)
      .send({ validUntil: '2098-12-31', certificate: '养老护理员证', reason: 'seen' })
      .expect(200);
  });

  test('said again → one person, nothing taken back that was changed since, skills added', async () => {
    const phone = aPhone();
    const more = { ...HELPER, at: '36.81,118.02', level: 'senior', shown: '欧阳阿姨' };
    const first = await keep('helper', phone, more);
    await api.database.models.helper.update({ where: { id: first.personId }, data: { reachMetres: 30_000 } });
    const again = await keep('helper', phone, { ...more, skills: 'cleaning,cooking', reach: '5000' });
    expect(again).toEqual({ ...first, was: 'helper' });
    const helper = await api.database.models.helper.findUniqueOrThrow({
      where: { id: first.personId },
      include: { skills: { orderBy: { skill: 'asc' } } },
    });
    expect(helper).toMatchObject({ reachMetres: 30_000, homeLatitude: 36.81, displayName: '欧阳阿姨' });
    expect(helper.skills.map(({ skill }) => skill)).toEqual(['cleaning', 'cooking', 'elderCare']);
    expect(helper.skills.every(({ cell }) => cell !== 0)).toBe(true);
  });

  test('a dozen at once for one phone → one person', async () => {
    const phone = aPhone();
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => keep('ops', phone)));
    const ids = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.personId] : []));
    expect(new Set(ids).size).toBe(1);
    for (const one of all)
      if (one.status === 'rejected')
        expect(one.reason).toEqual(expect.objectContaining({ name: 'CannotBe' }));
    expect(await api.database.models.personPrivate.count({ where: { phone: `+86${phone}` } })).toBe(1);
    expect(await api.database.models.person.count({ where: { id: { in: ids }, role: 'ops' } })).toBe(1);
  });

  test('what hangs on the role of before → refused, and nothing is changed', async () => {
    await expect(keep('ops', PHONES.helper)).rejects.toThrow(/of a helper/);
    const customer = await api.signIn(PHONES.otherCustomer);
    await anOrder(api, customer);
    await expect(keep('ops', PHONES.otherCustomer)).rejects.toThrow(/open orders/);
    const { body } = await api.as(customer)('get', '/session').expect(200);
    expect(body).toMatchObject({ role: 'customer', name: expect.not.stringContaining(NAME) });
    const gone = await keep('agent', aPhone());
    await api.database.models.person.update({ where: { id: gone.personId }, data: { active: false } });
    const { phone } = await api.database.models.personPrivate.findUniqueOrThrow({
      where: { personId: gone.personId },
    });
    await expect(keep('agent', phone)).rejects.toThrow(CannotBe);
  });

  test('city, district or skill that the catalogue does not have → says what there is', async () => {
    await expect(keep('ops', aPhone(), { city: 'jinan' })).rejects.toThrow(/No city jinan/);
    await expect(keep('helper', aPhone(), { ...HELPER, district: '370104' })).rejects.toThrow(
      /370303 张店区/,
    );
    await expect(keep('helper', aPhone(), { ...HELPER, skills: 'flying' })).rejects.toThrow(/elderCare/);
    expect(await api.database.models.personPrivate.count({ where: { name: { contains: 'flying' } } })).toBe(
      0,
    );
  });

  test('while the secret is being changed → a person is found under the older hash', async () => {
    const phone = aPhone();
    const { personId } = await keep('agent', phone);
    const read = readPerson({ role: 'ops', phone, name: NAME });
    if ('wrong' in read) throw new Error('wrong');
    const secret = ['another secret of thirty-two letters', SECRET] as const;
    const kept = await keepPerson({ database: api.database, secret, person: read.person });
    expect(kept).toMatchObject({ personId, was: 'agent' });
  });

  test('wrong options → each is named, none is repeated', () => {
    const read = readPerson({ role: 'ops', phone: '12345', name: ' ', skills: 'cleaning' });
    expect(read).toEqual({
      wrong: [
        '--phone: must be a mainland mobile number',
        '--name: must be a name that can be shown',
        '--skills: is for helpers only',
      ],
    });
    const helper = readPerson({ role: 'helper', phone: aPhone(), name: NAME, at: '118.02,36.81' });
    expect(helper).toMatchObject({ wrong: expect.arrayContaining(['--district: is missing']) });
    expect(JSON.stringify(helper)).toContain('--at:');
    expect(readPerson({ role: 'boss', phone: aPhone(), name: NAME })).toMatchObject({
      wrong: [expect.stringContaining('--role:')],
    });
  });

  test('the command itself → one line of JSON, and nowhere a name, a phone or its hash', async () => {
    const run = (...args: string[]) => {
      const env = { PATH: process.env.PATH, DATABASE_URL: api.deps.env.DATABASE_URL, ANJIA_SECRET: SECRET };
      const all = ['--import', 'tsx', 'scripts/person.ts', ...args];
      const { status, stdout, stderr } = spawnSync(process.execPath, all, { env, encoding: 'utf8' });
      return { status, said: stdout + stderr };
    };
    const phone = aPhone();
    const good = run('--role', 'ops', '--phone', phone, '--name', NAME, '--city', 'zibo');
    expect(good.status).toBe(0);
    expect(JSON.parse(good.said)).toMatchObject({ role: 'ops', city: 'zibo', was: null });
    const bad = run('--role', 'ops', '--phone', '99', '--name', NAME);
    expect(bad).toEqual({ status: 2, said: '--phone: must be a mainland mobile number\n' });
    const refused = run('--role', 'ops', '--phone', PHONES.helper, '--name', NAME);
    expect(refused.status).toBe(1);
    const hash = phoneHash(SECRET, phone);
    for (const { said } of [good, bad, refused])
      for (const personal of [phone, NAME, hash, emailOfHash(hash)]) expect(said).not.toContain(personal);
    const person = await api.signIn(phone);
    await api.as(person)('get', '/ops/orders').expect(200);
  }, 60_000);
});
