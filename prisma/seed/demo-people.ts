import { v5 as uuidv5 } from 'uuid';
import type { Personal } from '#platform/personal.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { DISTRICTS } from './catalogue.ts';

const NAMESPACE = '6f3a1f5e-2f0b-4c53-9a3e-7a9f0f0a1e01';
/** The same person has the same id in every installation. */
export const demoId = (what: string): string => uuidv5(what, NAMESPACE);

export interface DemoPeople {
  persons: Prisma.PersonCreateManyInput[];
  personal: Personal[];
  addresses: Prisma.AddressCreateManyInput[];
  helpers: Prisma.HelperCreateManyInput[];
  skills: Prisma.HelperSkillCreateManyInput[];
  workingTimes: Prisma.WorkingTimeCreateManyInput[];
}

export const phone = (number: number): string => `+861390000${String(number).padStart(4, '0')}`;

/** Adds a person and says the new id. */
export type Add = (role: string, name: string, number: number) => string;

/** Where a district's office stands: homes are drawn around it. */
export function seatOf(code: string): { latitude: number; longitude: number } {
  const district = DISTRICTS.find((d) => d.code === code);
  if (!district) throw new Error(`No district ${code}`);
  return district;
}
