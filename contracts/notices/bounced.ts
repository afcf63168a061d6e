/** The reason of a repair that sends a bounced notice to nobody any more: ops have told the person. */
export const TOLD_BY_PHONE = 'toldByPhone';
