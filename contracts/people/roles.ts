export const ROLES = ['customer', 'helper', 'agent', 'ops'] as const;
export type Role = (typeof ROLES)[number];

/** Who must act next; `system` is us. */
export type WaitingFor = Role | 'system';

/** The two sides of an agreement. */
export type Party = 'customer' | 'helper';
