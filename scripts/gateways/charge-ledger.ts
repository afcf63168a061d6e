import { randomUUID } from 'node:crypto';

export interface Charge {
  id: string;
  /** Our payment id. */
  reference: string;
  amountFen: number;
  notifyUrl: string;
  paid: boolean;
}

/** The records of a payment provider. The same key opens one charge, and a charge is paid once. */
export function chargeLedger() {
  const charges: Charge[] = [];
  const byKey = new Map<string, Charge>();
  return {
    charges,
    known: (key: string): Charge | undefined => byKey.get(key),
    byId: (id: string): Charge | undefined => charges.find((charge) => charge.id === id),
    open(given: Pick<Charge, 'reference' | 'amountFen' | 'notifyUrl'>, key: string | undefined): Charge {
      const before = key === undefined ? undefined : byKey.get(key);
      if (before) return before;
      const charge = { ...given, id: randomUUID(), paid: false };
      charges.push(charge);
      if (key !== undefined) byKey.set(key, charge);
      return charge;
    },
  };
}
export type ChargeLedger = ReturnType<typeof chargeLedger>;
