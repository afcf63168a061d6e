import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { warnOfExpiry } from '#activities/helpers/warn-of-expiry.ts';
import type { AliveBooking } from '#api/calendars/reads/alive-bookings.ts';
import { fitsCertificates } from '#api/calendars/reads/fits-calendar.ts';
import { dateAfter } from '#contracts/calendars/free-time.ts';
import { type Api, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aBooking } from '#tests/support/calendars/rows.ts';

const DAY = 86_400_000;

describe('ops keep certificates', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let ops: Person;
  let agent: Person;
  beforeAll(async () => {
    api = await anApi();
    [customer, helper, ops, agent] = [
      await api.signIn(PHONES.customer),
      await api.signIn(PHONES.helper),
      await api.signIn(PHONES.ops),
      await api.signIn(PHONES.agent),
    ];
  });
  afterAll(() => api.close());
  afterEach(() => {
    api.temporal.signalled.length = 0;
  });
  const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const set = (who: Person, validUntil: string, more: object = {}, skill = 'elderCare') =>
    api
      .as(who)('put', `/ops/helpers/${helper.id}/certificates/${skill}`)
      .send({ validUntil, reason: 'checked', ...more });

  test('the list: by name, by phone, and who must renew soon, the nearest first', async () => {
    const find = async (query: string) =>
      (await api.as(agent)('get', `/ops/helpers${query}`).expect(200)).body.helpers;
    expect(await find(`?q=${PHONES.helper}`)).toMatchObject([{ id: helper.id }]);
    const [{ displayName }] = await find(`?q=${PHONES.helper}`);
    expect((await find(`?q=${encodeURIComponent(displayName)}`)).length).toBeGreaterThan(0);
    expect(await find('?q=13800009999')).toEqual([]);
    const days = (await find('?expiring=365')).map(
      (h: { nextExpiry: { validUntil: string } }) => h.nextExpiry.validUntil,
    );
    expect(days).toEqual([...days].sort());
    expect(days.every((day: string) => day <= dateAfter(today(), 366))).toBe(true);
    await api.as(helper)('get', '/ops/helpers').expect(403);
    // Nothing is no number of days.
    await api.as(agent)('get', '/ops/helpers?expiring=').expect(400);
  });

  test('a date is changed until the end of that day, by ops only, and who and why stays', async () => {
    const until = dateAfter(today(), 200);
    await set(agent, until).expect(403);
    await set(helper, until).expect(403);
    await set(ops, until, { certificate: '养老护理员证(二级)' }).expect(200);
    const { body } = await api.as(ops)('get', `/ops/helpers/${helper.id}`).expect(200);
    expect(body.skills).toContainEqual({
      skill: 'elderCare',
      certificate: '养老护理员证(二级)',
      validUntil: until,
      expired: false,
      missing: false,
    });
    expect(body.changes[0]).toMatchObject({ skill: 'elderCare', to: until, reason: 'checked', by: '陈静' });
    expect(body.changes[0].from).toMatch(/^\d{4}-/);
    const row = await api.database.models.helperSkill.findUniqueOrThrow({
      where: { helperId_skill: { helperId: helper.id, skill: 'elderCare' } },
    });
    expect(row.certificateUntil?.toISOString()).toBe(`${until}T16:00:00.000Z`);
    await set(ops, until, {}, 'noSuchSkill').expect(404);
    await expect(api.database.models.certificateChange.deleteMany({})).rejects.toThrow();
  });

  test('renewed before its warning has gone out → the warning is void', async () => {
    await set(ops, dateAfter(today(), 5)).expect(200);
    await warnOfExpiry({ database: api.database, now: new Date() });
    const warnings = () =>
      api.database.models.notice.findMany({ where: { personId: helper.id, template: 'certificateEnds' } });
    expect((await warnings()).map(({ voidedAt }) => voidedAt)).toEqual([null]);
    await set(ops, dateAfter(today(), 200), {}, 'babyCare').expect(200);
    expect((await warnings()).map(({ voidedAt }) => voidedAt)).toEqual([null]);
    await set(ops, dateAfter(today(), 200)).expect(200);
    expect((await warnings()).map(({ voidedAt }) => voidedAt)).toEqual([expect.any(Date)]);
  });

  test('an earlier end before a booked visit: shown first, then the order hears of it; expired means no such work', async () => {
    const orderId = await anOrder(api, customer, { serviceCode: 'elderCare', quantity: 4 });
    const fits = async () =>
      (await api.as(ops)('get', `/ops/orders/${orderId}/helpers`).expect(200)).body.helpers.some(
        (one: { helper: { id: string } }) => one.helper.id === helper.id,
      );
    expect(await fits()).toBe(true);
    const startsAt = new Date(Date.now() + 20 * DAY);
    const data = { orderId, helperId: helper.id, startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) };
    await aBooking(api.database, data);
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'scheduled', helperId: helper.id },
    });
    const yesterday = dateAfter(today(), -1);
    const { body } = await set(ops, yesterday).expect(409);
    expect(body).toMatchObject({ code: 'CalendarConflict', conflicts: [{ orderId }] });
    expect(await fits()).toBe(true);
    // Another certificate of the same helper has nothing to do with this visit.
    await set(ops, yesterday, {}, 'babyCare').expect(200);
    expect((await set(ops, yesterday, { confirm: true }).expect(200)).body.told).toEqual([orderId]);
    expect(api.temporal.signalled).toMatchObject([
      { orderId, signal: 'helperUnfit', body: { helperId: helper.id, reason: 'certificateExpired' } },
    ]);
    expect(await fits()).toBe(false);
  });

  test('F31: care without a certificate: no such work, its visits are in conflict, and staff read that it is missing', async () => {
    await set(ops, dateAfter(today(), 200)).expect(200);
    const orderId = await anOrder(api, customer, { serviceCode: 'motherBabyCare', quantity: 4 });
    const fits = async () =>
      (await api.as(ops)('get', `/ops/orders/${orderId}/helpers`).expect(200)).body.helpers.some(
        (one: { helper: { id: string } }) => one.helper.id === helper.id,
      );
    await set(ops, dateAfter(today(), 200), {}, 'babyCare').expect(200);
    expect(await fits()).toBe(true);
    await api.database.models.helperSkill.update({
      where: { helperId_skill: { helperId: helper.id, skill: 'babyCare' } },
      data: { certificate: null, certificateUntil: null },
    });
    expect(await fits()).toBe(false);
    const { body } = await api.as(ops)('get', `/ops/helpers/${helper.id}`).expect(200);
    expect(body.skills).toContainEqual({
      ...{ skill: 'babyCare', certificate: null, validUntil: null, expired: false, missing: true },
    });
    expect(body.skills).toContainEqual(expect.objectContaining({ skill: 'cleaning', missing: false }));
    const listed = (await api.as(ops)('get', '/ops/helpers?expiring=30').expect(200)).body.helpers;
    expect(listed).toContainEqual(expect.objectContaining({ id: helper.id, missing: ['babyCare'] }));
    const startsAt = new Date(Date.now() + 30 * DAY);
    const data = { orderId, helperId: helper.id, startsAt, endsAt: new Date(startsAt.getTime() + 3_600_000) };
    await aBooking(api.database, data);
    const fitsNow = await api.database.transaction((tx) => fitsCertificates(tx, helper.id));
    const visit = { skills: ['babyCare'], startsAt, endsAt: data.endsAt } as AliveBooking;
    expect(fitsNow(visit)).toBe(false);
    expect(fitsNow({ ...visit, skills: ['cleaning'] })).toBe(true);
  });

  test('F80: a certificate that ends during a visit does not cover it', async () => {
    const until = dateAfter(today(), 100);
    await set(ops, until, { confirm: true }).expect(200);
    const end = Date.parse(`${until}T16:00:00.000Z`);
    const fitsNow = await api.database.transaction((tx) => fitsCertificates(tx, helper.id));
    const visit = (from: number, to: number) =>
      ({ skills: ['elderCare'], startsAt: new Date(end + from), endsAt: new Date(end + to) }) as AliveBooking;
    expect(fitsNow(visit(-7_200_000, 0))).toBe(true);
    expect(fitsNow(visit(-3_600_000, 3_600_000))).toBe(false);
  });
});
