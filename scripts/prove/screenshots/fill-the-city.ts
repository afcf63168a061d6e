import type { NewOrder } from '#contracts/orders/new-order.ts';
import {
  agrees,
  beginsVisit,
  chooses,
  livesVisit,
  pays,
  placesOrder,
  signs,
  until,
} from '#tests/journeys/past-the-screen.ts';
import type { Instance } from '#tests/journeys/the-instance.ts';
import type { Person } from '../simulate/people.ts';

/** The orders that the pictures show, by what is to be seen on them. */
export interface City {
  toChoose: string;
  toSign: string;
  departed: string;
  toReview: string;
  completed: string;
  penalty: string;
}

type Wish = Partial<NewOrder> & { daysAhead?: number };
const PRAISE = '阿姨非常细心，厨房的油污都擦干净了，下次还请她来。';

/** An order in each stage of its life, lived by the demo people through the public API. */
export async function fillTheCity(instance: Instance): Promise<City> {
  const [zhang, li, wang] = await Promise.all([0, 1, 2].map((demo) => instance.cast.customer({ demo })));
  const [helper, ops] = await Promise.all([wangShufen(instance), instance.cast.staff('ops')]);
  const hers = (customer: Person, wish: Wish) =>
    placesOrder(customer!, { namedHelperId: helper.me.id, ...wish });
  const plain = { rehearsal: undefined };

  const completed = await hers(zhang!, { daysAhead: 5 });
  await toTheReview(zhang!, helper, completed);
  await reviews(zhang!, completed, 5, PRAISE);
  const earlier = await hers(li!, { daysAhead: 6, serviceCode: 'deepCleaning' });
  await toTheReview(li!, helper, earlier);
  await reviews(li!, earlier, 5, '准时、利落。');

  const departed = await hers(zhang!, { daysAhead: 1 });
  await agrees(zhang!, helper, departed);
  await timePasses(zhang!, departed);
  await helper.call('depart', { params: { orderId: departed }, body: {} });

  const scheduled = await hers(wang!, { daysAhead: 4, serviceCode: 'elderCare', ...plain });
  await agrees(wang!, helper, scheduled);
  const toSign = await hers(li!, { daysAhead: 3, ...plain });
  await chooses(li!, helper, toSign);
  await signs(helper, toSign);
  await chooses(wang!, helper, await hers(wang!, { daysAhead: 8, ...plain }));
  await hers(wang!, { daysAhead: 7, ...plain });
  await hers(li!, { daysAhead: 2, serviceCode: 'applianceCleaning', ...plain });

  const toReview = await placesOrder(zhang!, { serviceCode: 'deepCleaning', daysAhead: 3 });
  await toTheReview(zhang!, await firstOf(instance, zhang!, toReview), toReview);
  const penalty = await placesOrder(wang!, { serviceCode: 'newHomeCleaning' });
  await toTheReview(wang!, await firstOf(instance, wang!, penalty), penalty);
  await wang!.call('submitReview', {
    params: { orderId: penalty },
    body: { attitude: 2, effect: 1, contractKept: false, text: '窗户没有擦，提前一小时就走了。' },
  });
  await until(ops, penalty, (o) => o.needsOps);
  await objectedTo(instance, li!);
  const inService = await placesOrder(wang!, { serviceCode: 'hourlyHelp', daysAhead: 1 });
  const there = await firstOf(instance, wang!, inService);
  await agrees(wang!, there, inService);
  await timePasses(wang!, inService);
  await beginsVisit(wang!, there, inService);
  await nobodyFound(li!, ops);

  const toChoose = await placesOrder(zhang!, { ...plain, daysAhead: 2 });
  await until(zhang!, toChoose, (o) => o.stage === 'selection');
  return { toChoose, toSign, departed, toReview, completed, penalty };
}

async function wangShufen(instance: Instance): Promise<Person> {
  const anyone = await instance.cast.customer({ demo: 0 });
  const { logins } = await anyone.call('demoLogins', {});
  return instance.cast.helper(logins.find((l) => l.name === '王淑芬')!.id);
}

async function firstOf(instance: Instance, customer: Person, orderId: string): Promise<Person> {
  const { shortlist } = await until(customer, orderId, (o) => o.stage === 'selection');
  return instance.cast.helper(shortlist[0]!.helper.id);
}

const timePasses = (person: Person, orderId: string) =>
  person.call('letTimePass', { params: { orderId }, body: {} });

async function toTheReview(customer: Person, helper: Person, orderId: string): Promise<void> {
  await agrees(customer, helper, orderId);
  await timePasses(customer, orderId);
  await livesVisit(customer, helper, orderId);
  await pays(customer, orderId);
}

async function reviews(customer: Person, orderId: string, stars: number, text: string): Promise<void> {
  const body = { attitude: stars, effect: stars, contractKept: true, text };
  await customer.call('submitReview', { params: { orderId }, body });
  await until(customer, orderId, (o) => o.stage === 'closed');
}

async function objectedTo(instance: Instance, customer: Person): Promise<void> {
  const orderId = await placesOrder(customer, { serviceCode: 'hourlyHelp', daysAhead: 3 });
  const helper = await firstOf(instance, customer, orderId);
  await agrees(customer, helper, orderId);
  await timePasses(customer, orderId);
  await beginsVisit(customer, helper, orderId);
  const params = { orderId };
  await helper.call('checkOut', { params, body: {} });
  await customer.call('object', { params, body: { reason: 'poorQuality', note: '厨房没有擦干净。' } });
}

/** More hours than anybody may work in one day. */
async function nobodyFound(customer: Person, ops: Person): Promise<void> {
  const orderId = await placesOrder(customer, {
    serviceCode: 'hourlyHelp',
    quantity: 13,
    rehearsal: undefined,
  });
  await until(ops, orderId, (o) => o.needsOps);
}
