import type { Response } from 'supertest';
import type { Endpoint } from '#contracts/endpoint.ts';
import { ERRORS } from '#contracts/errors.ts';
import { type EndpointName, http } from '#contracts/http.ts';
import { ROLES, type Role } from '#contracts/people/roles.ts';
import { aKey, type Person } from '#tests/support/an-api.ts';
import { aBlock } from '#tests/support/people/rows.ts';
import { each } from '#tests/support/rows.ts';
import { BODIES, QUERIES, UUID } from '../../http/sample-inputs.ts';
import type { Row } from './cells.ts';
import { CASE_ID, type City, type Party, TERMS_HASH } from './two-customers.ts';

/** `elsewhere` only for staff: they are of another city. */
const SITUATIONS = ['own', 'other', 'missing', 'wrong', 'elsewhere'] as const;
type Situation = (typeof SITUATIONS)[number];
const LETTERS: Record<string, string> = {
  ...{ NotSignedIn: 'U', NotAllowed: 'F', NotFound: 'N', OrderClosed: 'C', WrongStage: 'W' },
};
const MISSING_ORDER = 'JZ260101-AAAAAAAA';
const A_CODE = '000000';
const DAY = 86_400_000;

export interface Asked {
  cells: Record<Role | 'guest', string>;
  /** The answers for another person's (another city's) and for a missing one, by role, where both are refused. */
  alike: { role: Role; other: unknown; missing: unknown }[];
}

/** Calls an endpoint as every role, in every situation of its row, and returns the answers in the words of the row. */
export async function askCells(city: City, name: EndpointName, row: Row): Promise<Asked> {
  const asked = Object.fromEntries(
    ROLES.map((role) => [role, row[role].split(' ').map(() => '-')]),
  ) as Record<Role, string[]>;
  const bodies = new Map<string, unknown>();
  // Refused calls come first, because accepted ones change the order.
  for (const situation of ['wrong', 'missing', 'elsewhere', 'other', 'own'] as const) {
    for (const role of ROLES) {
      const place = SITUATIONS.indexOf(situation);
      if ((row[role].split(' ')[place] ?? '-') === '-') continue;
      const reply = await ask(city, name, row, role, situation);
      asked[role][place] = wordOf(name, reply);
      bodies.set(`${role} ${situation}`, shapeOf(reply));
    }
  }
  const guest = wordOf(name, await ask(city, name, row, null, 'own'));
  const alike = ROLES.filter((role) => asked[role][1] === 'N' || asked[role][2] === 'N').map((role) => ({
    role,
    other: bodies.get(`${role} ${asked[role].length > 4 ? 'elsewhere' : 'other'}`),
    missing: bodies.get(`${role} missing`),
  }));
  const cells = Object.fromEntries(ROLES.map((role) => [role, asked[role].join(' ')]));
  return { cells: { guest, ...cells } as Asked['cells'], alike };
}

/** Success only as the contract has it; a refusal only as the table of errors has it. */
function wordOf(name: EndpointName, { status, body }: Response): string {
  const endpoint: Endpoint = http[name];
  if (status === (endpoint.status ?? 200)) return 'ok';
  const { code } = body as { code?: keyof typeof ERRORS };
  if (!code || ERRORS[code]?.http !== status) return `${status}?`;
  return LETTERS[code] ?? code;
}

const shapeOf = ({ status, headers, body }: Response): unknown => ({
  ...{ status, type: headers['content-type'], names: Object.keys(headers).sort() },
  body: { ...(body as object), instance: undefined },
});

/** One call of an endpoint as `role`, prepared so that only the ownership decides. */
export interface ReadyCall {
  who: Person | null;
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  query: Record<string, string>;
  /** None for a read. */
  body: Record<string, unknown> | undefined;
}

async function ask(city: City, name: EndpointName, row: Row, role: Role | null, situation: Situation) {
  const { who, method, path, query, body } = await readyCall(city, name, row, role, situation);
  const call = city.api.as(who)(method, path).query(query);
  if (http[name].key) call.set('idempotency-key', aKey());
  const send = () => (body ? call.send(body) : call);
  return situation === 'elsewhere' && who ? inAnotherCity(city, who, send) : send();
}

async function inAnotherCity<R>({ api }: City, { id }: Person, work: () => PromiseLike<R>): Promise<R> {
  const { city } = await api.database.models.person.findUniqueOrThrow({ where: { id } });
  await api.database.models.person.update({ where: { id }, data: { city: 'jinan' } });
  const result = await work();
  await api.database.models.person.update({ where: { id }, data: { city } });
  return result;
}

export async function readyCall(
  city: City,
  name: EndpointName,
  row: Row,
  role: Role | null,
  situation: Situation,
): Promise<ReadyCall> {
  const { parties, staff } = city;
  const endpoint: Endpoint = http[name];
  const [own, other] = parties;
  // Staff work for everybody; the calls are about the first or the second customer.
  const aim = situation === 'other' ? other : own;
  const who = role === null ? null : role === 'customer' || role === 'helper' ? own[role] : staff[role];
  // Money that was once owed stays owed: such an order must not have come by there.
  if (row.at && !(situation === 'wrong' && row.wrongAt)) await city.stands(aim, row.at);
  const prepared = await prepare(city, name, { role, who, aim });
  if (situation === 'wrong') await city.stands(aim, row.wrongAt ?? 'closed');
  const missing = situation === 'missing';
  const params: Record<string, string> = {
    ':orderId': missing ? MISSING_ORDER : aim.orderId,
    ':helperId': missing && !endpoint.path.includes(':orderId') ? UUID : aim.helper.id,
    ':leaveId': missing ? UUID : aim.leaveId,
    ':caseId': missing ? UUID : aim.caseId,
    ':paymentId': missing ? UUID : aim.paymentId,
    ':skill': await skillOf(city, aim),
    ...prepared.params,
    ...(missing && endpoint.path.includes(':personId') ? { ':personId': UUID } : {}),
  };
  const path = endpoint.path.replaceAll(/:\w+/g, (part) => params[part]!);
  const method = endpoint.method.toLowerCase() as ReadyCall['method'];
  const query = prepared.query ?? QUERIES[name] ?? {};
  const body = bodyOf(name, { aim, role, missing, code: prepared.code, own }) as Record<string, unknown>;
  return { who: prepared.who, method, path, query, body: method === 'get' ? undefined : body };
}

interface Prepared {
  who: Person | null;
  params?: Record<string, string>;
  query?: Record<string, string>;
  code?: string;
}

/** Creates what an endpoint needs before it is called. */
async function prepare(
  { api, parties }: City,
  name: EndpointName,
  { role, who, aim }: { role: Role | null; who: Person | null; aim: Party },
): Promise<Prepared> {
  const { database } = api;
  switch (name) {
    case 'signOut':
      return { who: who && (await api.signIn(await phoneOf(api, who))) };
    case 'customers':
      return { who, query: { phone: await phoneOf(api, aim.customer) } };
    case 'answer': {
      const { callId } = await told(api, `/orders/${aim.orderId}/deadline`);
      return { who, params: { ':answerId': callId } };
    }
    case 'caseAnswer': {
      const { callId } = await told(api, `/cases/${aim.caseId}/deadline`);
      return { who, params: { ':answerId': callId } };
    }
    case 'sign': {
      if (!who || (role !== 'customer' && role !== 'helper') || aim !== parties[0]) return { who };
      await database.models.signingCode.deleteMany({ where: { orderId: aim.orderId } });
      const path = `/orders/${aim.orderId}/agreement/code`;
      await api.as(who)('post', path).set('idempotency-key', aKey()).send({}).expect(200);
      const to = `+86${await phoneOf(api, who)}`;
      const { code } = await database.models.outbox.findFirstOrThrow({
        where: { to },
        orderBy: { at: 'desc' },
      });
      return { who, code: code! };
    }
    case 'sendSigningCode':
      await database.models.signingCode.deleteMany({ where: { orderId: aim.orderId } });
      return { who };
    case 'removeBlock': {
      // Each blocked the other side of his own order.
      const sideOf = (party: Party) => (role === 'helper' ? party.customer.id : party.helper.id);
      const data = parties.map((party) => ({
        blockerId: (role === 'helper' ? party.helper : party.customer).id,
        blockedId: sideOf(party),
      }));
      await each(aBlock, database, data);
      return { who, params: { ':personId': sideOf(aim) } };
    }
    default:
      return { who };
  }
}

/** A message that the order, or the case, has answered. */
async function told(api: City['api'], path: string): Promise<{ callId: string }> {
  const ops = await api.signIn('13900000012');
  const body = { minutes: 1, reason: 'asked' };
  await api.as(ops)('post', path).set('idempotency-key', aKey()).send(body).expect(200);
  return { callId: api.temporal.told.at(-1)!.updateId };
}

async function phoneOf(api: City['api'], { id }: Person): Promise<string> {
  const { phone } = await api.database.models.personPrivate.findUniqueOrThrow({ where: { personId: id } });
  return phone.slice(3);
}

async function skillOf({ api }: City, { helper }: Party): Promise<string> {
  return (await api.database.models.helperSkill.findFirstOrThrow({ where: { helperId: helper.id } })).skill;
}

function bodyOf(
  name: EndpointName,
  input: { aim: Party; own: Party; role: Role | null; missing: boolean; code: string | undefined },
): unknown {
  const { aim, own, role, missing, code = A_CODE } = input;
  const sample = BODIES[name] ?? {};
  const isStaff = role === 'agent' || role === 'ops';
  const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
  const tomorrow = inDays(1).slice(0, 10);
  const window = { windowStart: `${tomorrow}T01:00:00Z`, windowEnd: `${tomorrow}T09:00:00Z` };
  switch (name) {
    case 'sendCode':
      return { phone: '13811112222' };
    case 'signIn':
      return { phone: '13811112222', code: A_CODE };
    case 'placeOrder':
      return {
        ...sample,
        ...window,
        addressId: missing ? UUID : aim.addressId,
        ...(isStaff ? { onBehalfOf: own.customer.id } : {}),
      };
    case 'completeInquiry':
      return { ...sample, ...window };
    case 'chooseHelper':
    case 'dispatchHelper':
      return { ...sample, helperId: aim.helper.id };
    case 'answerOffer':
      return { accept: true, ...(isStaff ? { helperId: aim.helper.id } : {}) };
    case 'sign':
      return { termsHash: TERMS_HASH, code };
    case 'proposeReschedule':
      return { startsAt: `${inDays(4).slice(0, 10)}T02:00:00Z` };
    case 'addLeave':
      return { startsAt: inDays(50), endsAt: inDays(51) };
    // Available at any hour and place, so that the next endpoint finds the helper at work.
    case 'setWorkingTimes': {
      const day = { startMinute: 0, endMinute: 1440 };
      return { ...sample, times: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, ...day })) };
    }
    case 'setAreas':
      return { ...sample, reachMetres: 60_000 };
    case 'decideCase':
      return { ...sample, caseId: CASE_ID, decision: 'rejected' };
    case 'openCase':
      return { ...sample, orderId: missing ? MISSING_ORDER : aim.orderId };
    case 'recordCash':
      return { ...sample, amountFen: 12_000 };
    case 'paymentCallback':
      return { paymentId: aim.paymentId, amountFen: 12_000, result: 'failed', gatewayRef: 'x' };
    case 'simulatePayment':
      return { result: 'failed' };
    default:
      return sample;
  }
}
