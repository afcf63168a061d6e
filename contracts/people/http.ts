import { z } from 'zod';
import { ALL, Done, type Endpoint, Nothing, orderParams } from '#contracts/endpoint.ts';
import { CUSTOMER_SIDE, STAFF } from '#contracts/people/roles.ts';
import { codeOf } from '#contracts/typed/code.ts';
import { Mobile } from '#contracts/typed/phone.ts';
import { oneLine } from '#contracts/typed/text.ts';
import { Address, BlockView, Me, NewAddress } from './people.ts';
import { ROLES } from './roles.ts';

const Session = z.object({
  token: z.string().describe('bearer token for programs; browsers use the cookie'),
  me: Me,
});

export const peopleHttp = {
  sendCode: {
    method: 'POST',
    path: '/session/code',
    summary: 'Send a one-time code to a phone',
    roles: [],
    key: false,
    body: z.strictObject({ phone: Mobile }),
    reply: z.object({ sentTo: z.string() }),
  },
  signIn: {
    method: 'POST',
    path: '/session',
    summary: 'Sign in with the code; a new phone becomes a customer',
    roles: [],
    key: false,
    body: z.strictObject({
      phone: Mobile,
      code: codeOf(6),
      name: oneLine(1, 40).optional(),
    }),
    reply: Session,
  },
  me: { method: 'GET', path: '/session', summary: 'Who is signed in', roles: ALL, key: false, reply: Me },
  signOut: { method: 'DELETE', path: '/session', summary: 'Sign out', roles: ALL, key: false, reply: Done },
  setLocale: {
    method: 'PUT',
    path: '/session/locale',
    summary: 'Language of screens and notices',
    roles: ALL,
    key: false,
    body: z.strictObject({ locale: z.enum(['zh-CN', 'en']) }),
    reply: Done,
  },
  addresses: {
    method: 'GET',
    path: '/addresses',
    summary: 'My service addresses',
    roles: CUSTOMER_SIDE,
    key: false,
    reply: z.object({ addresses: z.array(Address) }),
  },
  addAddress: {
    method: 'POST',
    path: '/addresses',
    summary: 'Add a service address',
    roles: CUSTOMER_SIDE,
    key: true,
    body: NewAddress,
    reply: Address,
    status: 201,
  },
  orderBlock: {
    method: 'GET',
    path: '/orders/:orderId/block',
    summary: 'Whether I blocked the other side of a closed order',
    roles: ['customer', 'helper'],
    key: false,
    params: orderParams,
    reply: z.object({ possible: z.boolean(), block: BlockView.nullable() }),
  },
  blockPerson: {
    method: 'PUT',
    path: '/orders/:orderId/block',
    summary: 'Never be matched again with the other side of a closed order',
    roles: ['customer', 'helper'],
    key: false,
    params: orderParams,
    body: Nothing,
    reply: BlockView,
  },
  blocks: {
    method: 'GET',
    path: '/blocks',
    summary: 'Whom I blocked',
    roles: ['customer', 'helper'],
    key: false,
    reply: z.object({ blocks: z.array(BlockView) }),
  },
  removeBlock: {
    method: 'DELETE',
    path: '/blocks/:personId',
    summary: 'Remove a block',
    roles: ['customer', 'helper'],
    key: false,
    params: z.object({ personId: z.uuid() }),
    reply: Done,
  },
  customers: {
    method: 'GET',
    path: '/ops/customers',
    summary: 'Find a customer by phone, to order on behalf',
    roles: STAFF,
    key: false,
    query: z.object({ phone: Mobile }),
    reply: z.object({
      customers: z.array(
        z.object({ id: z.uuid(), name: z.string(), maskedPhone: z.string(), addresses: z.array(Address) }),
      ),
    }),
  },
  demoLogins: {
    method: 'GET',
    path: '/dev/logins',
    summary: 'Every seeded person; demo people of prisma/demo-logins.json first',
    roles: [],
    key: false,
    development: true,
    reply: z.object({
      logins: z.array(z.object({ id: z.uuid(), role: z.enum(ROLES), name: z.string(), phone: z.string() })),
    }),
  },
} as const satisfies Record<string, Endpoint>;
