import type { Role } from '#contracts/stages.ts';

/** Who asks, as the session says it; never taken from a body. */
export interface Reader {
  id: string;
  role: Role;
  city: string;
  locale: 'zh-CN' | 'en';
}

export const isStaff = (reader: Reader): boolean => reader.role === 'ops' || reader.role === 'agent';
