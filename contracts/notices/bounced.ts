/** The reason of a repair that ends an undeliverable notice: ops have told the person by phone. */
export const TOLD_BY_PHONE = 'toldByPhone';
