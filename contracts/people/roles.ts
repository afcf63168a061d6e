/** The roles of everybody who may sign in. Permissions use only these lists and predicates. */
export const ROLES = ['customer', 'helper', 'agent', 'ops'] as const;
export type Role = (typeof ROLES)[number];

/** They look after the people and orders of their city. */
export const STAFF = ['agent', 'ops'] as const satisfies Role[];
/** The customer, or staff who act for one. */
export const CUSTOMER_SIDE = ['customer', ...STAFF] as const satisfies Role[];
/** The helper, or staff who act for one. */
export const HELPER_SIDE = ['helper', ...STAFF] as const satisfies Role[];

export const isRole = (value: unknown): value is Role => (ROLES as readonly unknown[]).includes(value);
export const isStaff = ({ role }: { role: string | null }): boolean =>
  (STAFF as readonly (string | null)[]).includes(role);

/** Who must act next; `system` is the platform. */
export type WaitingFor = Role | 'system';

/** The two sides of an agreement. */
export const PARTIES = ['customer', 'helper'] as const satisfies Role[];
export type Party = (typeof PARTIES)[number];
export const isParty = (value: unknown): value is Party => (PARTIES as readonly unknown[]).includes(value);
